import { type NeonCaller, NeonUsageError } from '@neon-api/client';
import type { WorkUnit } from '@neon-api/helpers';
import type { ScheduleQueue } from '../queue/index.ts';
import { safeMessage } from '../store/index.ts';
import { assertName, type Fleet, type PlanUnits, type WorkOptions } from './fleet-options.ts';

const DEFAULT_TIME_ZONE = 'UTC';

/** The functions of a fleet for schedules. */
export function createSchedules(queue: ScheduleQueue): Pick<Fleet, 'schedule' | 'schedules' | 'unschedule'> {
  return {
    async schedule(job, cron, { timeZone = DEFAULT_TIME_ZONE } = {}) {
      assertName('The name of a job', job);
      await queue.set(job, cron, timeZone);
    },
    schedules: () => queue.list(),
    async unschedule(job) {
      assertName('The name of a job', job);
      return queue.remove(job);
    },
  };
}

export interface ScheduledWork {
  readonly queue: ScheduleQueue;
  readonly neon: NeonCaller;
  /** Starts a run that was due at `dueAt`, unless it has started. */
  readonly start: (job: string, dueAt: Date, units: readonly WorkUnit[]) => Promise<void>;
  readonly onError: (error: Error) => void;
}

/** Starts the runs of a scheduled job when they are due, until the returned function is called. */
export function workOnSchedule(
  job: string,
  plan: PlanUnits,
  { queue, neon, start, onError }: ScheduledWork,
): Promise<() => Promise<void>> {
  return queue.work(job, async (dueAt, signal) => {
    try {
      await start(job, dueAt, await plan({ neon, signal }));
    } catch (error) {
      // The queue stores this error and tries again.
      const safe = new Error(`The scheduled job ${job} did not start and is retried: ${safeMessage(error)}`);
      onError(safe);
      throw safe;
    }
  });
}

/** Throws if a scheduled job has no step. */
export function assertScheduled({ steps, scheduled = {} }: WorkOptions): void {
  const missing = Object.keys(scheduled).find((job) => !Object.hasOwn(steps, job));
  if (missing === undefined) return;
  throw new NeonUsageError(`The scheduled job ${JSON.stringify(missing)} has no step. Add it to steps.`);
}
