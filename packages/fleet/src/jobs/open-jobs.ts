import type { NeonCaller } from '@neon-api/client';
import type { WorkUnit } from '@neon-api/helpers';
import type { Pool } from 'pg';
import type { UnitQueue } from '../queue/index.ts';
import {
  assertNoSecret,
  createUnitStore,
  listJobs,
  type StoredUnit,
  startRun,
  type UnitStore,
} from '../store/index.ts';
import { assertName, assertUnits } from './fleet-options.ts';
import { type JobStatus, toStatus } from './job-status.ts';
import { type FleetStep, runUnit } from './run-unit.ts';
import { stopAfterFailures } from './stop-after-failures.ts';

/** The jobs of a fleet: their units in the store, and the keys of these in the queue. */
export interface Jobs {
  list(): Promise<readonly string[]>;
  storeOf(job: string): UnitStore;
  /** Adds the units that have not ended to the queue, and returns all units of the job. */
  enqueue(job: string): Promise<readonly StoredUnit[]>;
  /** Works on a job until the returned function is called. */
  workOn(job: string, step: FleetStep<never>, limits: WorkLimits): Promise<() => Promise<void>>;
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
}

export function openJobs({ fleet, pool, queue, neon }: JobParts): Jobs {
  const attempts = new Set<Promise<void>>();
  const storeOf = (job: string): UnitStore => {
    assertName('The name of a job', job);
    return createUnitStore(pool, fleet, job);
  };
  const enqueue = async (job: string): Promise<readonly StoredUnit[]> => {
    const units = await storeOf(job).list();
    // Also those that the queue should have: a process may have died between the two inserts.
    const isOpen = ({ state }: StoredUnit): boolean => state === 'waiting' || state === 'running';
    await queue.add(job, units.filter(isOpen));
    return units;
  };
  return {
    list: () => listJobs(pool, fleet),
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
    async startRun(job, dueAt, units) {
      assertUnits(units, assertNoSecret);
      await startRun(pool, { fleet, job, dueAt }, units);
      // Also if the run has started already: a process may have died before it added the units to the queue.
      await enqueue(job);
    },
    settle: async () => void (await Promise.allSettled(attempts)),
    readStatus: async (job) => toStatus(await storeOf(job).count()),
  };
}
