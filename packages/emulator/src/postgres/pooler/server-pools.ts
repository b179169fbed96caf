import type { ScramKeys } from '../proxy/index.ts';
import type { OpenedServer } from './open-server.ts';
import type { ServerConnection } from './server-connection.ts';

/** A client that needs a server connection. */
export interface Waiter {
  take(server: ServerConnection): void;
  refuse(error: Buffer): void;
}

/** The server connections for one role in one database. */
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

export interface PoolName {
  readonly database: string;
  readonly role: string;
}

export interface PoolsOptions {
  readonly mostServers: number;
  readonly open: (name: PoolName, keys: ScramKeys, onClosed: () => void) => Promise<OpenedServer>;
  /** Calls back when a client has waited too long; the returned function cancels it. */
  readonly limitWait: (onDue: () => void) => () => void;
  /** Calls back when a connection has been idle too long; the returned function cancels it. */
  readonly limitIdleness: (onDue: () => void) => () => void;
  /** The error for a client that waited too long. */
  readonly waitedTooLong: Buffer;
}

/** All pools of one endpoint. */
export interface Pools {
  find(name: PoolName): Pool;
  /** Closes all server connections. */
  closeAll(): void;
}

interface IdleServer {
  readonly server: ServerConnection;
  readonly stopTimer: () => void;
}

interface State {
  readonly name: PoolName;
  keys: ScramKeys | undefined;
  clients: number;
  welcome: ReadonlyMap<string, string> | undefined;
  isOpening: boolean;
  readonly servers: Set<ServerConnection>;
  /** Last used last. */
  readonly idle: IdleServer[];
  /** First come first. */
  readonly waiting: Set<Waiter>;
}

export function createPools(options: PoolsOptions): Pools {
  const pools = new Map<string, State & Pool>();
  let open = 0;

  /** Opens one connection at a time, like PgBouncer: short transactions often end before a second one is open. */
  function grow(pool: State): void {
    if (pool.isOpening || pool.waiting.size === 0 || pool.keys === undefined) return;
    if (open >= options.mostServers) return void closeIdleElsewhere(pool);
    pool.isOpening = true;
    open += 1;
    let server: ServerConnection | undefined;
    const onClosed = (): void => {
      if (server) forget(pool, server);
      open -= 1;
      growAll();
    };
    void options.open(pool.name, pool.keys, onClosed).then((opened) => {
      pool.isOpening = false;
      if (opened.kind === 'refused') {
        open -= 1;
        // Otherwise they wait for one of the connections that work.
        if (pool.servers.size === 0) for (const waiter of [...pool.waiting]) waiter.refuse(opened.error);
        removeIfUnused(pool);
        return;
      }
      server = opened.server;
      pool.welcome = opened.welcome;
      if (server.isClosed) return;
      pool.servers.add(server);
      handOver(pool, server);
      grow(pool);
    });
  }

  function growAll(): void {
    for (const pool of pools.values()) grow(pool);
  }

  function forget(pool: State, server: ServerConnection): void {
    pool.servers.delete(server);
    takeIdle(pool, server);
    removeIfUnused(pool);
  }

  function removeIfUnused({ name, clients, servers, isOpening }: State): void {
    if (clients === 0 && servers.size === 0 && !isOpening) pools.delete(keyOf(name));
  }

  function closeIdleElsewhere(pool: State): void {
    for (const other of pools.values()) {
      const [oldest] = other.idle;
      if (other === pool || !oldest) continue;
      takeIdle(other, oldest.server);
      return oldest.server.close();
    }
  }

  function takeIdle({ idle }: State, server: ServerConnection): void {
    const index = idle.findIndex((one) => one.server === server);
    if (index >= 0) idle.splice(index, 1)[0]?.stopTimer();
  }

  function handOver(pool: State, server: ServerConnection): void {
    const [next] = pool.waiting;
    if (next) {
      pool.waiting.delete(next);
      return next.take(server);
    }
    const stopTimer = options.limitIdleness(() => {
      takeIdle(pool, server);
      server.close();
    });
    pool.idle.push({ server, stopTimer });
  }

  /** Whether a pool without any connection waits for a place among all connections. */
  function isOtherStarving(pool: State): boolean {
    if (open < options.mostServers) return false;
    return [...pools.values()].some(
      (other) => other !== pool && other.waiting.size > 0 && other.servers.size === 0 && !other.isOpening,
    );
  }

  function create(name: PoolName): State & Pool {
    const pool: State & Pool = {
      name,
      keys: undefined,
      clients: 0,
      welcome: undefined,
      isOpening: false,
      servers: new Set(),
      idle: [],
      waiting: new Set(),
      join(keys) {
        pool.keys = keys;
        pool.clients += 1;
        return () => {
          pool.clients -= 1;
          removeIfUnused(pool);
        };
      },
      acquire(waiter) {
        for (let last = pool.idle.pop(); last; last = pool.idle.pop()) {
          last.stopTimer();
          if (last.server.isClosed) continue;
          waiter.take(last.server);
          return () => {};
        }
        return enqueue(pool, waiter);
      },
      release(server) {
        if (server.isClosed) return;
        if (isOtherStarving(pool)) server.close();
        else handOver(pool, server);
      },
    };
    return pool;
  }

  function enqueue(pool: State, { take, refuse }: Waiter): () => void {
    const leave = (): void => {
      pool.waiting.delete(waiter);
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
    pool.waiting.add(waiter);
    grow(pool);
    return leave;
  }

  return {
    find(name) {
      const known = pools.get(keyOf(name));
      if (known) return known;
      const made = create(name);
      pools.set(keyOf(name), made);
      return made;
    },
    closeAll() {
      for (const { servers, idle } of pools.values()) {
        for (const { stopTimer } of idle) stopTimer();
        for (const server of servers) server.close();
      }
    },
  };
}

function keyOf({ database, role }: PoolName): string {
  return `${database}\0${role}`;
}
