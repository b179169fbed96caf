import { type Clock, type NeonCaller, NeonUsageError } from '@neon-api/client';
import type { WorkUnit } from '@neon-api/helpers';
import type { Pool } from 'pg';
import type { UnitQueue } from '../queue/index.ts';
import { assertNoSecret, createUnitStore, listJobs, retryOutage, startRun, type UnitStore } from '../store/index.ts';
import { assertName, assertUnits } from './fleet-options.ts';
import { type JobStatus, toStatus } from './job-status.ts';
import { queueOpenUnits } from './queue-open-units.ts';
import { type FleetStep, runUnit } from './run-unit.ts';
import { stopAfterFailures } from './stop-after-failures.ts';

/** The jobs of a fleet: their units in the store, and the keys of these in the queue. */
export interface Jobs {
  list(): Promise<readonly string[]>;
  storeOf(job: string): UnitStore;
  /** Queues all units that have not ended, also those that a process added before it died. */
  enqueue(job: string): Promise<void>;
  /** Works on a job until the returned function is called. */
  workOn(job: string, step: FleetStep<never>, limits: WorkLimits): Promise<() => Promise<void>>;
  /**
   * Deletes a job that has ended, also from the queue. Returns how many units it had.
   *
   * @throws NeonUsageError if a unit waits or runs
   */
  remove(job: string): Promise<number>;
  /** Starts the run of a scheduled job that was due at `dueAt`, unless it has started. */
  startRun(job: string, dueAt: Date, units: readonly WorkUnit[]): Promise<void>;
  readStatus(job: string): Promise<JobStatus>;
  /** Waits until the attempts of this process have been recorded. */
  settle(): Promise<void>;
}

/** How many units run at once, and how many may fail before the job stops. */
export interface WorkLimits {
  readonly concurrency: number;
  readonly maxFailures: number | undefined;
}

export interface JobParts {
  readonly fleet: string;
  readonly pool: Pool;
  readonly queue: UnitQueue;
  readonly neon: NeonCaller;
  readonly clock: Clock;
}

export function openJobs({ fleet, pool, queue, neon, clock }: JobParts): Jobs {
  const attempts = new Set<Promise<void>>();
  const storeOf = (job: string): UnitStore => {
    assertName('The name of a job', job);
    return createUnitStore(pool, fleet, job, clock);
  };
  const enqueue = (job: string): Promise<void> => queueOpenUnits(queue, job, storeOf(job));
  const readStatus = async (job: string): Promise<JobStatus> => toStatus(await storeOf(job).count());
  return {
    list: () => retryOutage(clock, () => listJobs(pool, fleet)),
    storeOf,
    enqueue,
    workOn(job, step, { concurrency, maxFailures }) {
      const store = stopAfterFailures(storeOf(job), maxFailures);
      return queue.work(job, concurrency, (queued, signal) => {
        const attempt = runUnit(store, queued, step as FleetStep<WorkUnit>, neon, signal);
        attempts.add(attempt);
        return attempt.finally(() => attempts.delete(attempt));
      });
    },
    async remove(job) {
      const { waitingCount, runningCount } = await readStatus(job);
      if (waitingCount + runningCount > 0) throw openJob(job, waitingCount + runningCount);
      // The queue first: what it keeps would not be queued again. Units that were added since are.
      await queue.remove(job);
      const count = await storeOf(job).remove();
      await enqueue(job);
      return count;
    },
    async startRun(job, dueAt, units) {
      assertUnits(units, assertNoSecret);
      await startRun(pool, { fleet, job, dueAt }, units);
      // Also if the run has started already: a process may have died before it added the units to the queue.
      await enqueue(job);
    },
    settle: async () => void (await Promise.allSettled(attempts)),
    readStatus,
  };
}

function openJob(job: string, count: number): NeonUsageError {
  return new NeonUsageError(`remove: the job "${job}" has ${count} units that have not ended. Cancel it, or wait.`);
}
