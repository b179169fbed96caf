import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { PgBoss } from 'pg-boss';
import { QUEUE_SCHEMA } from '../store/index.ts';
import { createScheduleQueue, type ScheduleQueue } from './schedule-queue.ts';

/** What the queue has of a unit. The rest is in the store. */
export interface QueuedUnit {
  readonly key: string;
  /** Increases when the unit is added again. The queue may still have the earlier one. */
  readonly generation: number;
}

/** The queues of a fleet, in pg-boss: one for each job. */
export interface UnitQueue {
  readonly schedules: ScheduleQueue;
  /** Adds units. One that the queue already has, in the same generation, is not added again. */
  add(job: string, units: readonly QueuedUnit[]): Promise<void>;
  /** Takes units of a job, several at a time, until the returned function is called. It resolves when they have ended. */
  work(
    job: string,
    concurrency: number,
    handle: (unit: QueuedUnit, signal: AbortSignal) => Promise<void>,
  ): Promise<() => Promise<void>>;
  /** Stops taking units. Waits for running ones, and hands them back when the time is over. */
  close(timeoutMs: number): Promise<void>;
}

// A worker that was killed is noticed after HEARTBEAT_S + SUPERVISE_S, and its units wait RETRY_MAX_S at most. Together
// with the poll, this is less than a minute.
const HEARTBEAT_S = 15;
const SUPERVISE_S = 5;
const RETRY_MAX_S = 20;
const POLL_S = 1;

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
const ADDED_AT_ONCE = 1_000;

export async function openUnitQueue(pool: Pool, fleet: string, onError: (error: Error) => void): Promise<UnitQueue> {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => pool.query(text, values) },
    schema: QUEUE_SCHEMA,
    superviseIntervalSeconds: SUPERVISE_S,
    monitorIntervalSeconds: SUPERVISE_S,
    registerInstance: false,
  });
  boss.on('error', onError);
  await boss.start();
  const queueOf = async (job: string): Promise<string> => {
    const name = `${fleet}/${job}`;
    await boss.createQueue(name, QUEUE);
    return name;
  };
  return {
    schedules: createScheduleQueue(boss, fleet, { queue: QUEUE, worker: WORKER }),
    async add(job, units) {
      const name = await queueOf(job);
      for (let from = 0; from < units.length; from += ADDED_AT_ONCE) {
        const jobs = units.slice(from, from + ADDED_AT_ONCE).map(({ key, generation }) => ({
          id: idOf(name, key, generation),
          data: { key, generation } satisfies QueuedUnit,
        }));
        await boss.insert(name, jobs);
      }
    },
    async work(job, concurrency, handle) {
      const name = await queueOf(job);
      const id = await boss.work<QueuedUnit>(name, { ...WORKER, localConcurrency: concurrency }, async ([taken]) => {
        if (taken !== undefined) await handle(taken.data, taken.signal);
      });
      return () => boss.offWork(name, { id, wait: true });
    },
    close: (timeoutMs) => boss.stop({ graceful: true, timeout: timeoutMs, close: false }),
  };
}

/** Returns the same UUID for the same unit, so that the queue has it once. */
function idOf(name: string, key: string, generation: number): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([name, key, generation]))
    .digest('hex');
  return hash.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
