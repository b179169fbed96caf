import { systemClock } from '@neon-api/client';
import { Pool } from 'pg';
import { findDatabase } from '../database/index.ts';
import { createPostgresRateLimiter } from '../limits/index.ts';
import { openUnitQueue, type UnitQueue } from '../queue/index.ts';
import { install } from '../store/index.ts';
import {
  assertConcurrency,
  assertMaxFailures,
  assertName,
  type CreateFleetOptions,
  DEFAULT_CONCURRENCY,
  type Fleet,
} from './fleet-options.ts';
import { followJob } from './follow-job.ts';
import { createHelperJobs } from './helper-jobs.ts';
import { createLateLimiter } from './late-limiter.ts';
import { openJobs } from './open-jobs.ts';
import { createRun } from './run-job.ts';
import { assertScheduled, createSchedules, type ScheduledWork, workOnSchedule } from './scheduled-jobs.ts';

const DEFAULT_CONNECTIONS = 5;
/** Shorter than the 10 seconds that a platform usually waits after SIGTERM. */
const CLOSE_TIMEOUT_MS = 8_000;

/**
 * Opens a fleet: jobs in a Postgres database that any number of processes work on. Creates its schemas, `neon_fleet` and
 * `neon_fleet_queue`, if they are missing.
 *
 * @throws NeonUsageError if there is no database, a newer version of this package has created the schema, or the name is
 *   not allowed
 * @example
 * const fleet = await createFleet({
 *   connectionString,
 *   neon: (rateLimit) => createNeonClient({ rateLimit }),
 *   name: 'tenants',
 * });
 * const { failed } = await fleet.run('provision', planTenants(keys, template), provisionTenant);
 */
export async function createFleet(options: CreateFleetOptions): Promise<Fleet> {
  const { name, rateLimit, clock = systemClock } = options;
  assertName('The name of a fleet', name);
  const { limiter, use } = createLateLimiter(clock);
  const neon = typeof options.neon === 'function' ? options.neon(limiter) : options.neon;
  const { connectionString } = options;
  const environmentUrl = process.env.NEON_FLEET_DATABASE_URL;
  const { pool, queue } = await openDatabase(await findDatabase(neon, { connectionString, environmentUrl }), options);
  use(createPostgresRateLimiter((sql, values) => pool.query(sql, values), { ...rateLimit, clock }));
  const jobs = openJobs({ fleet: name, pool, queue, neon, clock });
  const { storeOf, readStatus } = jobs;

  const run = createRun(jobs, clock);
  const scheduledWork: ScheduledWork = {
    ...{ queue: queue.schedules, neon, start: jobs.startRun },
    onError: options.onError ?? ignoreError,
  };
  let closing: Promise<void> | undefined;
  const closeAll = async (): Promise<void> => {
    await queue.close(CLOSE_TIMEOUT_MS);
    await jobs.settle();
    await pool.end();
  };
  return {
    run,
    ...createHelperJobs(run, neon),
    ...createSchedules(queue.schedules),
    async work(work) {
      const { concurrency = DEFAULT_CONCURRENCY, maxFailures, steps, scheduled = {} } = work;
      assertConcurrency(concurrency, 1);
      assertMaxFailures(maxFailures, concurrency);
      assertScheduled(work);
      const stops = await Promise.all([
        ...Object.entries(steps).map(([job, step]) => jobs.workOn(job, step, { concurrency, maxFailures })),
        ...Object.entries(scheduled).map(([job, plan]) => workOnSchedule(job, plan, scheduledWork)),
      ]);
      return { stop: async () => void (await Promise.all(stops.map((stop) => stop()))) };
    },
    jobs: () => jobs.list(),
    status: readStatus,
    progress: (job, { signal } = {}) => followJob(() => readStatus(job), clock, signal),
    async retryFailed(job) {
      const count = await storeOf(job).revive();
      await jobs.enqueue(job);
      return count;
    },
    cancel: (job) => storeOf(job).cancel(),
    remove: (job) => jobs.remove(job),
    close() {
      closing ??= closeAll();
      return closing;
    },
  };
}

function ignoreError(): void {}

async function openDatabase(
  connectionString: string,
  { name, clock = systemClock, maxConnections = DEFAULT_CONNECTIONS, onError = ignoreError }: CreateFleetOptions,
): Promise<{ readonly pool: Pool; readonly queue: UnitQueue }> {
  const pool = new Pool({ connectionString, max: maxConnections });
  pool.on('error', onError);
  try {
    await install(pool);
    return { pool, queue: await openUnitQueue(pool, { fleet: name, clock, onError }) };
  } catch (error) {
    await pool.end();
    throw error;
  }
}
