import { setImmediate as nextTurn } from 'node:timers/promises';
import { NEON_LIMITS, type NeonCaller } from '@neon-api/client';
import { createVirtualClock, seededRandom, type VirtualClock } from '@neon-api/ground';
import { mostInAnyWindow } from '@neon-api/ground/testing';
import type { Pool } from 'pg';
import { PgBoss } from 'pg-boss';
import { createPostgresRateLimiter } from '../../src/index.ts';
import { queueOpenUnits, runUnit } from '../../src/jobs/index.ts';
import { openUnitQueue, type QueuedUnit } from '../../src/queue/index.ts';
import { createUnitStore, install, QUEUE_SCHEMA, type UnitCounts } from '../../src/store/index.ts';
import { createSimulatedPostgres } from '../simulated-postgres.ts';

/** What a new project takes: find it, create it, wait for its operations, and look for a project of the same name. */
const ROUTES = ['GET /projects', 'POST /projects', 'GET /projects/{project_id}/operations', 'GET /projects'];
const MIN_LATENCY_MS = 50;
const MAX_LATENCY_MS = 400;
const POSTGRES_TRIP_MS = 5;
const PAGE = 1_000;
/** Of a job with more units, only so many pass through the tables one by one: the rest would take hours. */
const MAX_SINGLE = 2_000;
const FLEET = 'simulated';

export interface SimulatedRun {
  readonly units: number;
  readonly workers: number;
  readonly concurrency: number;
}

export interface SimulationFigures {
  readonly units: number;
  /** By the virtual clock. */
  readonly virtualMs: number;
  readonly requests: number;
  /** Of the limit of the account, from the first request to the last one. */
  readonly limitUsed: number;
  readonly mostInAMinute: number;
  readonly mostInASecondOnARoute: number;
  readonly queued: DatabaseSize;
  readonly ended: DatabaseSize;
  readonly states: Readonly<Record<string, number>>;
  /** How long Postgres takes, by the system clock: for all statements of one unit, and for the status of the job. */
  readonly unitMs: number;
  readonly statusMs: number;
}

export interface DatabaseSize {
  readonly unitRows: number;
  readonly queueRows: number;
  readonly bytes: number;
}

/** The statements of a pool: how many run now, and how long all have taken. */
interface Counts {
  open: number;
  ms: number;
}

function countStatements(pool: Pool): { readonly pool: Pool; readonly counts: Counts } {
  const counts: Counts = { open: 0, ms: 0 };
  const query = async (...args: [string, unknown[]?]): Promise<unknown> => {
    const startedMs = performance.now();
    counts.open += 1;
    try {
      return await pool.query(...args);
    } finally {
      counts.open -= 1;
      counts.ms += performance.now() - startedMs;
    }
  };
  return { pool: { query } as unknown as Pool, counts };
}

/** Advances the clock from timer to timer until the work ends. No time passes while a statement runs in Postgres. */
async function driveClock(clock: VirtualClock, counts: { readonly open: number }, work: Promise<unknown>) {
  let isOver = false;
  const end = (): void => {
    isOver = true;
  };
  work.then(end, end);
  while (!isOver) {
    // The statements of pg-boss follow one another after some turns.
    for (let quiet = 0; quiet < 4 && !isOver; quiet = counts.open > 0 ? 0 : quiet + 1) await nextTurn();
    const dueMs = Math.min(...[...clock.timers].map((timer) => timer.dueMs));
    if (!isOver && dueMs < Number.POSITIVE_INFINITY) await clock.advance(dueMs - clock.monotonicNow());
  }
  await work;
}

/** The tables of a job in Postgres, filled with its units. */
interface Tables {
  readonly size: () => Promise<DatabaseSize>;
  readonly status: () => Promise<UnitCounts>;
  /** One unit as a worker takes it, with the statements of the fleet. */
  readonly take: (step: () => Promise<void>) => Promise<void>;
  /** Many units with two statements. Their rows change as often. */
  readonly takeMany: (count: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

async function fillTables(pool: Pool, countedPool: Pool, units: number, clock: VirtualClock): Promise<Tables> {
  const job = `of-${units}`;
  const name = `${FLEET}/${job}`;
  await install(pool);
  const queue = await openUnitQueue(pool, { fleet: FLEET, clock, onError: throwError });
  const store = createUnitStore(countedPool, FLEET, job, clock);
  for (let from = 0; from < units; from += PAGE) {
    const count = Math.min(PAGE, units - from);
    await store.add(Array.from({ length: count }, (_, n) => ({ key: `tenant-${from + n}`, kind: 'project' })));
  }
  await queueOpenUnits(queue, job, store);
  await queue.close(1_000);
  const boss = new PgBoss({
    db: { executeSql: (text, values) => countedPool.query(text, values) },
    schema: QUEUE_SCHEMA,
    supervise: false,
    schedule: false,
    registerInstance: false,
  });
  boss.on('error', throwError);
  await boss.start();
  return {
    size: () => sizeOf(pool, job, name),
    status: () => store.count(),
    async take(step) {
      const [taken] = await boss.fetch<QueuedUnit>(name);
      if (taken === undefined) throw new Error('The queue has no unit left.');
      await runUnit(store, taken.data, step, undefined as unknown as NeonCaller, new AbortController().signal);
      await boss.complete(name, taken.id);
    },
    async takeMany(count) {
      const { rows } = await countedPool.query<{ key: string }>(
        `with taken as (
           update ${QUEUE_SCHEMA}.job set state = 'active', started_on = now(), heartbeat_on = now()
           where name = $1 and id in (select id from ${QUEUE_SCHEMA}.job
             where name = $1 and state = 'created' order by priority desc limit $2)
           returning data ->> 'key' as key)
         update neon_fleet.units set state = 'running', claim = gen_random_uuid(), attempts = 1
         where fleet = $3 and job = $4 and key in (select key from taken) returning key`,
        [name, count, FLEET, job],
      );
      await countedPool.query(
        `with ended as (
           update ${QUEUE_SCHEMA}.job set state = 'completed', completed_on = now()
           where name = $1 and state = 'active' and data ->> 'key' = any($2) returning data ->> 'key' as key)
         update neon_fleet.units set state = 'done', ended_at = now()
         where fleet = $3 and job = $4 and key in (select key from ended)`,
        [name, rows.map(({ key }) => key), FLEET, job],
      );
    },
    close: () => boss.stop({ graceful: false, close: false }),
  };
}

/**
 * Runs units through the tables of the fleet and of pg-boss in a real Postgres. Simulated are the clock, the requests to
 * Neon, and the row of the limiter. A unit passes with the statements of the fleet, but at most `MAX_SINGLE` of them do
 * one by one; the others between them change their rows a thousand at a time.
 */
export async function simulateFleet(
  pool: Pool,
  { units, workers, concurrency }: SimulatedRun,
): Promise<SimulationFigures> {
  const random = seededRandom(units);
  const clock = createVirtualClock();
  const counted = countStatements(pool);
  const tables = await fillTables(pool, counted.pool, units, clock);
  const queued = await tables.size();
  const stride = Math.ceil(units / MAX_SINGLE);
  let [singles, bulkMs] = [0, 0];
  const arrivals: { readonly route: string; readonly atMs: number }[] = [];
  let [begun, passed] = [0, 0];
  const takeMany = async (count: number): Promise<void> => {
    const earlierMs = counted.counts.ms;
    await tables.takeMany(count);
    bulkMs += counted.counts.ms - earlierMs;
  };
  const slot = async (step: () => Promise<void>): Promise<void> => {
    while (begun < units) {
      begun += 1;
      if (begun % stride === 0) {
        await tables.take(step);
        singles += 1;
        continue;
      }
      await step();
      passed += 1;
      if (passed === PAGE) {
        passed = 0;
        await takeMany(PAGE);
      }
    }
  };
  const postgres = createSimulatedPostgres(clock);
  const worker = (): Promise<unknown> => {
    const query = postgres.queryOf(() => random() * POSTGRES_TRIP_MS);
    const limiter = createPostgresRateLimiter(query, { clock });
    const step = async (): Promise<void> => {
      for (const route of ROUTES) {
        await limiter.reserve(route);
        const latencyMs = MIN_LATENCY_MS + random() * (MAX_LATENCY_MS - MIN_LATENCY_MS);
        arrivals.push({ route, atMs: clock.monotonicNow() + latencyMs / 2 });
        await clock.sleep(latencyMs);
      }
    };
    return Promise.all(Array.from({ length: concurrency }, () => slot(step)));
  };
  const [startedMs, filledMs] = [clock.monotonicNow(), counted.counts.ms];
  await driveClock(clock, counted.counts, Promise.all(Array.from({ length: workers }, worker)));
  const virtualMs = clock.monotonicNow() - startedMs;
  if (passed > 0) await takeMany(passed);
  const unitMs = (counted.counts.ms - filledMs - bulkMs) / singles;
  const ended = await tables.size();
  const askedMs = performance.now();
  const { counts: states } = await tables.status();
  const statusMs = performance.now() - askedMs;
  await tables.close();

  const timesOn = (wanted?: string): number[] =>
    arrivals.filter(({ route }) => wanted === undefined || route === wanted).map(({ atMs }) => atMs);
  return {
    ...{ units, virtualMs, requests: arrivals.length, queued, ended, states, unitMs, statusMs },
    limitUsed: arrivals.length / ((NEON_LIMITS.account.requests * virtualMs) / NEON_LIMITS.account.windowMs),
    mostInAMinute: mostInAnyWindow(timesOn(), NEON_LIMITS.account),
    mostInASecondOnARoute: Math.max(...ROUTES.map((route) => mostInAnyWindow(timesOn(route), NEON_LIMITS.route))),
  };
}

async function sizeOf(pool: Pool, job: string, name: string): Promise<DatabaseSize> {
  const one = async (sql: string, ...values: unknown[]): Promise<number> =>
    Number((await pool.query(sql, values)).rows[0]?.n);
  return {
    unitRows: await one('select count(*) as n from neon_fleet.units where fleet = $1 and job = $2', FLEET, job),
    queueRows: await one(`select count(*) as n from ${QUEUE_SCHEMA}.job where name = $1`, name),
    bytes: await one(
      `select sum(pg_total_relation_size(c.oid)) as n from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind = 'r' and n.nspname in ('neon_fleet', '${QUEUE_SCHEMA}')`,
    ),
  };
}

function throwError(error: Error): never {
  throw error;
}
