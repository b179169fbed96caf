import type { ScramKeys } from '../proxy/index.ts';
import { createIdleServers, type Limit } from './idle-servers.ts';
import type { ServerConnection } from './server-connection.ts';
import { createWaitingLine, type Waiter, type WaitRules } from './waiting-line.ts';

export interface PoolName {
  readonly database: string;
  readonly role: string;
  /** Its name can pass to another role, which must not get its connections. */
  readonly roleId: string;
}

/** What a session needs of its pool. */
export interface Pool {
  /** The parameters that the server reported at the last login; undefined before the first. */
  readonly welcome: ReadonlyMap<string, string> | undefined;
  /** Counts a client, which proved these keys, until the returned function is called. */
  join(keys: ScramKeys): () => void;
  /** Gives the waiter a connection, now or later. The returned function takes it out of the queue. */
  acquire(waiter: Waiter): () => void;
  /** Takes back a connection that is free. */
  release(server: ServerConnection): void;
}

/** The server connections for one role in one database. */
export interface ServerPool extends Pool {
  readonly name: PoolName;
  /** The keys that a client proved last. */
  readonly keys: ScramKeys | undefined;
  /** Whether a connection is being opened. */
  isOpening: boolean;
  /** Whether clients wait. */
  readonly isWanting: boolean;
  readonly isUnused: boolean;
  /** The number of open connections. */
  readonly size: number;
  add(server: ServerConnection, welcome: ReadonlyMap<string, string>): void;
  remove(server: ServerConnection): void;
  refuseAll(error: Buffer): void;
  /** Closes the connection that has been idle longest; returns false if there is none. */
  closeIdle(): boolean;
  closeAll(): void;
}

export interface PoolRules extends WaitRules {
  readonly limitIdleness: Limit;
}

export interface ServerPoolOptions extends PoolRules {
  /** Called when a client waits. */
  readonly onWanting: () => void;
  /** Called when a client has left. */
  readonly onLeft: () => void;
  /** Returns whether a connection must be closed when it is given back, in favor of another pool. */
  readonly mustGiveUp: () => boolean;
}

export function createServerPool(name: PoolName, options: ServerPoolOptions): ServerPool {
  const servers = new Set<ServerConnection>();
  const idle = createIdleServers(options.limitIdleness);
  const waiting = createWaitingLine(options);
  let keys: ScramKeys | undefined;
  let welcome: ReadonlyMap<string, string> | undefined;
  let clients = 0;

  function handOver(server: ServerConnection): void {
    if (!waiting.serve(server)) idle.add(server);
  }

  const pool: ServerPool = {
    name,
    isOpening: false,
    get keys() {
      return keys;
    },
    get welcome() {
      return welcome;
    },
    get isWanting() {
      return !waiting.isEmpty;
    },
    get isUnused() {
      return clients === 0 && servers.size === 0 && !pool.isOpening;
    },
    get size() {
      return servers.size;
    },
    join(proved) {
      keys = proved;
      clients += 1;
      return () => {
        clients -= 1;
        options.onLeft();
      };
    },
    acquire(waiter) {
      const server = idle.take();
      if (server) {
        waiter.take(server);
        return () => {};
      }
      const leave = waiting.enter(waiter);
      options.onWanting();
      return leave;
    },
    release(server) {
      if (server.isClosed) return;
      if (options.mustGiveUp()) server.close();
      else handOver(server);
    },
    add(server, reported) {
      welcome = reported;
      servers.add(server);
      handOver(server);
    },
    remove(server) {
      servers.delete(server);
      idle.remove(server);
    },
    refuseAll: waiting.refuseAll,
    closeIdle: idle.closeOldest,
    closeAll() {
      for (const server of servers) {
        idle.remove(server);
        server.close();
      }
    },
  };
  return pool;
}
