import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import type { Clock } from '../../support/index.ts';
import { type Admission, createDeadlines } from '../admission/index.ts';
import { encodeMessage, encodeRefusal, endClient, type PooledClient, type PooledSide } from '../proxy/index.ts';
import { type ClientSession, startClientSession } from './client-session.ts';
import { type OpenServerRules, openServer } from './open-server.ts';
import type { PoolerLimits } from './pooler-limits.ts';
import { QUERY_WAIT_TIMEOUT, TOO_MANY_CLIENTS } from './refusals.ts';
import type { Pool } from './server-pool.ts';
import { createPools, type Pools } from './server-pools.ts';
import { readParameters, trackedName } from './tracked-parameters.ts';

export interface PoolerOptions extends Pick<OpenServerRules, 'connect' | 'log'>, Pick<Admission, 'gate'> {
  /** Counts the endpoint as used until the returned function is called. */
  readonly beginUse: (endpointId: string) => () => void;
  readonly limits: PoolerLimits;
  readonly clock: Clock;
}

export interface Pooler extends PooledSide {
  /** Ends all sessions of an endpoint whose compute stops. */
  stopEndpoint(endpointId: string): void;
  /** Stops the timers. */
  stop(): void;
}

/** The pooled sessions of one endpoint. */
interface EndpointPools {
  readonly pools: Pools;
  readonly stops: Set<() => void>;
}

const CANCEL_KEY_BYTES = 8;
const READY: Buffer = encodeMessage('Z', Buffer.from('I'));

/** Lets clients share connections to Postgres, one transaction at a time, as Neon's PgBouncer does. */
export function createPooler(options: PoolerOptions): Pooler {
  const { limits, clock } = options;
  const waits = createDeadlines(limits.queryWaitMs, clock);
  const idleness = createDeadlines(limits.idleServerMs, clock);
  const endpoints = new Map<string, EndpointPools>();
  const sessions = new Map<string, ClientSession>();

  function find({ endpointId, branchId }: PooledClient): EndpointPools {
    const known = endpoints.get(endpointId);
    if (known) return known;
    const rules: OpenServerRules = { ...options, mostStatements: limits.mostStatements };
    const pools = createPools({
      mostServers: limits.mostServers,
      open: (name, keys, onClosed) => openServer({ ...name, endpointId, branchId, keys }, rules, onClosed),
      limitWait: waits.add,
      limitIdleness: idleness.add,
      waitedTooLong: QUERY_WAIT_TIMEOUT,
    });
    const made: EndpointPools = { pools, stops: new Set() };
    endpoints.set(endpointId, made);
    return made;
  }

  function begin(
    joined: PooledClient,
    pool: Pool,
    welcome: ReadonlyMap<string, string>,
    wanted: ReadonlyMap<string, string>,
  ): ClientSession {
    const { client, endpointId } = joined;
    const cancelKey = createCancelKey();
    const shown = new Map([...welcome, ...wanted]);
    const session = startClientSession({
      client,
      pool,
      parameters: new Map([...shown].filter(([name]) => trackedName(name) !== undefined)),
      beginUse: () => options.beginUse(endpointId),
      onClosed: () => sessions.delete(cancelKey.toString('hex')),
    });
    sessions.set(cancelKey.toString('hex'), session);
    const statuses = [...shown].map(([name, value]) => encodeMessage('S', Buffer.from(`${name}\0${value}\0`)));
    client.write(Buffer.concat([...statuses, encodeMessage('K', cancelKey), READY]));
    return session;
  }

  return {
    async serve(joined) {
      const { client, endpointId, role, roleId, keys } = joined;
      const { pools, stops } = find(joined);
      if (stops.size >= limits.mostClients) return endClient(client, TOO_MANY_CLIENTS);
      const wanted = readParameters(joined.params);
      if ('code' in wanted) return endClient(client, encodeRefusal(wanted));
      const database = joined.params.get('database') || role;
      const pool = pools.find({ database, role, roleId });
      let stop = (): void => void client.destroy();
      const onStop = (): void => stop();
      stops.add(onStop);
      const leavePool = pool.join(keys);
      client.once('close', () => {
        stops.delete(onStop);
        leavePool();
      });
      const welcome = await readWelcome(client, pool, options.beginUse(endpointId));
      if (welcome && !client.destroyed) stop = begin(joined, pool, welcome, wanted).stop;
    },
    cancelTarget: (key) => sessions.get(key)?.cancelTarget(),
    stopEndpoint(endpointId) {
      const stopped = endpoints.get(endpointId);
      endpoints.delete(endpointId);
      for (const stop of stopped?.stops ?? []) stop();
      stopped?.pools.closeAll();
    },
    stop() {
      waits.stop();
      idleness.stop();
    },
  };
}

/** Returns what the server reports at a login, and makes the first one if needed; undefined if the client is refused. */
function readWelcome(client: Socket, pool: Pool, endUse: () => void): Promise<ReadonlyMap<string, string> | undefined> {
  return new Promise<ReadonlyMap<string, string> | undefined>((resolve) => {
    if (pool.welcome) return resolve(pool.welcome);
    const leave = pool.acquire({
      take(server) {
        resolve(pool.welcome);
        pool.release(server);
      },
      refuse(error) {
        endClient(client, error);
        resolve(undefined);
      },
    });
    client.once('close', () => {
      leave();
      resolve(undefined);
    });
  }).finally(endUse);
}

/** A process id and a secret. The id is positive, because some clients refuse others. */
function createCancelKey(): Buffer {
  const key = randomBytes(CANCEL_KEY_BYTES);
  key.writeUInt32BE(key.readUInt32BE(0) >>> 1, 0);
  return key;
}
