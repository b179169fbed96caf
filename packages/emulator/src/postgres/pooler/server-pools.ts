import type { ScramKeys } from '../proxy/index.ts';
import type { OpenedServer } from './open-server.ts';
import type { ServerConnection } from './server-connection.ts';
import { createServerPool, type PoolName, type PoolRules, type ServerPool } from './server-pool.ts';

export interface PoolsOptions extends PoolRules {
  /** Connections of all pools together. */
  readonly mostServers: number;
  readonly open: (name: PoolName, keys: ScramKeys, onClosed: () => void) => Promise<OpenedServer>;
}

/** All pools of one endpoint. */
export interface Pools {
  find(name: PoolName): ServerPool;
  /** Closes all server connections, also those that are being opened. */
  closeAll(): void;
}

export function createPools(options: PoolsOptions): Pools {
  const pools = new Map<string, ServerPool>();
  let open = 0;
  let isClosed = false;

  /** Opens one connection at a time, like PgBouncer: short transactions often end before a second one is open. */
  function grow(pool: ServerPool): void {
    const { keys } = pool;
    if (pool.isOpening || !pool.isWanting || keys === undefined) return;
    if (open >= options.mostServers) {
      closeIdleElsewhere(pool);
      return;
    }
    pool.isOpening = true;
    open += 1;
    let server: ServerConnection | undefined;
    const onClosed = (): void => {
      open -= 1;
      if (server) pool.remove(server);
      removeIfUnused(pool);
      // Those with the fewest connections first, so that no role is shut out.
      for (const other of [...pools.values()].sort((one, two) => one.size - two.size)) grow(other);
    };
    void options.open(pool.name, keys, onClosed).then((opened) => {
      pool.isOpening = false;
      if (opened.kind === 'refused') {
        open -= 1;
        // Otherwise they wait for one of the connections that work.
        if (pool.size === 0) pool.refuseAll(opened.error);
        removeIfUnused(pool);
        return;
      }
      server = opened.server;
      if (isClosed) return server.close();
      pool.add(server, opened.welcome);
      grow(pool);
    });
  }

  function closeIdleElsewhere(pool: ServerPool): void {
    for (const other of pools.values()) if (other !== pool && other.closeIdle()) return;
  }

  function removeIfUnused(pool: ServerPool): void {
    if (pool.isUnused) pools.delete(keyOf(pool.name));
  }

  /** Returns whether a pool without any connection waits for a place among all connections. */
  function isOtherStarving(pool: ServerPool): boolean {
    if (open < options.mostServers) return false;
    return [...pools.values()].some(
      (other) => other !== pool && other.isWanting && other.size === 0 && !other.isOpening,
    );
  }

  return {
    find(name) {
      const known = pools.get(keyOf(name));
      if (known) return known;
      const pool = createServerPool(name, {
        ...options,
        onWanting: () => grow(pool),
        onLeft: () => removeIfUnused(pool),
        mustGiveUp: () => isOtherStarving(pool),
      });
      pools.set(keyOf(name), pool);
      return pool;
    },
    closeAll() {
      isClosed = true;
      for (const pool of pools.values()) pool.closeAll();
    },
  };
}

function keyOf({ database, role, roleId }: PoolName): string {
  return `${database}\0${role}\0${roleId}`;
}
