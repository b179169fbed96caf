import type { ScramKeys } from '../proxy/index.ts';
import type { ServerConnection } from './server-connection.ts';

/** A client that needs a server connection. */
export interface Waiter {
  take(server: ServerConnection): void;
  refuse(error: Buffer): void;
}

export interface PoolName {
  readonly database: string;
  readonly role: string;
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

export interface WaitRules {
  /** Calls back when a client has waited too long; the returned function cancels it. */
  readonly limitWait: (onDue: () => void) => () => void;
  /** Calls back when a connection has been idle too long; the returned function cancels it. */
  readonly limitIdleness: (onDue: () => void) => () => void;
  /** The error for a client that waited too long. */
  readonly waitedTooLong: Buffer;
}

export interface ServerPoolOptions extends WaitRules {
  /** Called when a client waits. */
  readonly onWanting: () => void;
  /** Called when a client has left. */
  readonly onLeft: () => void;
  /** Returns whether a connection must be closed when it is given back, in favor of another pool. */
  readonly mustGiveUp: () => boolean;
}

interface IdleServer {
  readonly server: ServerConnection;
  readonly stopTimer: () => void;
}

export function createServerPool(name: PoolName, options: ServerPoolOptions): ServerPool {
  const servers = new Set<ServerConnection>();
  /** Last used last. */
  const idle: IdleServer[] = [];
  /** First come first. */
  const waiting = new Set<Waiter>();
  let keys: ScramKeys | undefined;
  let welcome: ReadonlyMap<string, string> | undefined;
  let clients = 0;

  function takeIdle(server: ServerConnection): void {
    const index = idle.findIndex((one) => one.server === server);
    if (index >= 0) idle.splice(index, 1)[0]?.stopTimer();
  }

  function handOver(server: ServerConnection): void {
    const [next] = waiting;
    if (next) {
      next.take(server);
      return;
    }
    const stopTimer = options.limitIdleness(() => {
      takeIdle(server);
      server.close();
    });
    idle.push({ server, stopTimer });
  }

  function enqueue({ take, refuse }: Waiter): () => void {
    const leave = (): void => {
      waiting.delete(waiter);
      keepDeadline();
    };
    const waiter: Waiter = {
      take(server) {
        leave();
        take(server);
      },
      refuse(error) {
        leave();
        refuse(error);
      },
    };
    const keepDeadline = options.limitWait(() => waiter.refuse(options.waitedTooLong));
    waiting.add(waiter);
    options.onWanting();
    return leave;
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
      return waiting.size > 0;
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
      for (let last = idle.pop(); last; last = idle.pop()) {
        last.stopTimer();
        if (last.server.isClosed) continue;
        waiter.take(last.server);
        return () => {};
      }
      return enqueue(waiter);
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
      takeIdle(server);
    },
    refuseAll(error) {
      for (const waiter of [...waiting]) waiter.refuse(error);
    },
    closeIdle() {
      const [oldest] = idle;
      if (!oldest) return false;
      takeIdle(oldest.server);
      oldest.server.close();
      return true;
    },
    closeAll() {
      for (const { stopTimer } of idle) stopTimer();
      for (const server of servers) server.close();
    },
  };
  return pool;
}
