import type { Clock } from '@neon-api/client';
import type { Pool } from 'pg';
import { PgBoss } from 'pg-boss';
import { type OpenUnit, QUEUE_SCHEMA, retryOutage } from '../store/index.ts';
import { assertQueueVersion, watchQueueVersion } from './queue-version.ts';
import { priorityOf, type QueuedUnit, queueIdOf } from './queued-unit.ts';
import { createScheduleQueue, type ScheduleQueue } from './schedule-queue.ts';

/** The queues of a fleet, in pg-boss: one for each job. */
export interface UnitQueue {
  readonly schedules: ScheduleQueue;
  /** Adds units. One that the queue already has, in the same generation, is not added again. */
  add(job: string, units: readonly OpenUnit[]): Promise<void>;
  /** Takes units of a job, several at a time, until the returned function is called. It resolves when they have ended. */
  work(
    job: string,
    concurrency: number,
    handle: (unit: QueuedUnit, signal: AbortSignal) => Promise<void>,
  ): Promise<() => Promise<void>>;
  /** Forgets all units of a job. */
  remove(job: string): Promise<void>;
  /** Stops taking units. Waits for running ones, and hands them back when the time is over. */
  close(timeoutMs: number): Promise<void>;
}

// A worker that was killed is noticed after HEARTBEAT_S + SUPERVISE_S, and its units wait RETRY_MAX_S at most. Together
// with the poll, this is less than a minute.
const HEARTBEAT_S = 15;
const SUPERVISE_S = 5;
const RETRY_MAX_S = 20;
const POLL_S = 1;
/** How long running units may take to end after a newer version has changed the schema. */
const HANDOVER_MS = 60_000;

const QUEUE = {
  heartbeatSeconds: HEARTBEAT_S,
  // The heartbeat notices dead workers; a unit itself may take long.
  expireInSeconds: 12 * 60 * 60,
  // The store counts attempts and decides when to give up, also for a unit that kills its worker.
  retryLimit: 1_000_000,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: RETRY_MAX_S,
  retentionSeconds: 365 * 24 * 60 * 60,
  deleteAfterSeconds: 7 * 24 * 60 * 60,
};
const WORKER = { pollingIntervalSeconds: POLL_S, heartbeatRefreshSeconds: HEARTBEAT_S / 3 };

export interface UnitQueueOptions {
  readonly fleet: string;
  readonly clock: Clock;
  readonly onError: (error: Error) => void;
}

export async function openUnitQueue(pool: Pool, { fleet, clock, onError }: UnitQueueOptions): Promise<UnitQueue> {
  await assertQueueVersion(pool);
  const boss = new PgBoss({
    db: { executeSql: (text, values) => pool.query(text, values) },
    schema: QUEUE_SCHEMA,
    superviseIntervalSeconds: SUPERVISE_S,
    monitorIntervalSeconds: SUPERVISE_S,
    queueCacheIntervalSeconds: SUPERVISE_S,
    registerInstance: false,
  });
  boss.on('error', onError);
  await boss.start();
  const stopWatching = watchQueueVersion(pool, clock, async (error) => {
    onError(error);
    await boss.stop({ graceful: true, timeout: HANDOVER_MS, close: false });
  });
  const queueOf = async (job: string): Promise<string> => {
    const name = `${fleet}/${job}`;
    await retryOutage(clock, () => boss.createQueue(name, QUEUE));
    return name;
  };
  return {
    schedules: createScheduleQueue(boss, fleet, { queue: QUEUE, worker: WORKER, clock }),
    async add(job, units) {
      const name = await queueOf(job);
      const jobs = units.map(({ key, position, generation }) => ({
        id: queueIdOf(name, { key, generation }),
        data: { key, generation } satisfies QueuedUnit,
        priority: priorityOf(position),
      }));
      await retryOutage(clock, () => boss.insert(name, jobs));
    },
    async work(job, concurrency, handle) {
      const name = await queueOf(job);
      const options = {
        ...WORKER,
        localConcurrency: concurrency,
        // While more units wait than this worker can run, it does not wait for the next poll.
        burstWhenReadyExceeds: concurrency,
      };
      const id = await boss.work<QueuedUnit>(name, options, async ([taken]) => {
        if (taken !== undefined) await handle(taken.data, taken.signal);
      });
      return () => boss.offWork(name, { id, wait: true });
    },
    async remove(job) {
      const name = await queueOf(job);
      await retryOutage(clock, () => boss.deleteQueue(name));
    },
    close(timeoutMs) {
      stopWatching();
      return boss.stop({ graceful: true, timeout: timeoutMs, close: false });
    },
  };
}
