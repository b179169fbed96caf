import { type Clock, NeonUsageError } from '@neon-api/client';
import { messageOf } from '@neon-api/ground';
import type { JobWithMetadata, PgBoss, QueueOptions, WorkOptions } from 'pg-boss';
import { retryOutage } from '../store/index.ts';

/** When a job recurs. */
export interface FleetSchedule {
  readonly job: string;
  /** Minute, hour, day of the month, month and day of the week. */
  readonly cron: string;
  readonly timeZone: string;
  readonly nextAt: Date;
}

/** The schedules of a fleet, in pg-boss. At each time, one message is in the queue of the schedule. */
export interface ScheduleQueue {
  /** Replaces the schedule that the job has. */
  set(job: string, cron: string, timeZone: string): Promise<void>;
  list(): Promise<readonly FleetSchedule[]>;
  /** Returns whether there was one. */
  remove(job: string): Promise<boolean>;
  /** Handles each time of a job in one process, again if `handle` throws or the process dies. Returns a function that stops. */
  work(job: string, handle: (dueAt: Date, signal: AbortSignal) => Promise<void>): Promise<() => Promise<void>>;
}

const FIELDS = 5;
// The most that pg-boss lists at once. All fleets of the database share the list.
const LISTED = 100_000;

/**
 * `queue` are the options of a queue that notices dead workers, `worker` those of its workers. Each call waits while
 * Postgres is away.
 */
export function createScheduleQueue(
  boss: PgBoss,
  fleet: string,
  { queue, worker, clock }: { readonly queue: QueueOptions; readonly worker: WorkOptions; readonly clock: Clock },
): ScheduleQueue {
  // The name of a job has no slash, so no job has this queue.
  const prefix = `${fleet}/schedule/`;
  const queueOf = async (job: string): Promise<string> => {
    // Exclusive: while a time waits for a worker, or is handled, later ones are not added.
    await retryOutage(clock, () => boss.createQueue(prefix + job, { ...queue, policy: 'exclusive' }));
    return prefix + job;
  };
  return {
    async set(job, cron, timeZone) {
      nextTime(boss, cron, timeZone);
      // If no process is open at a time, the job starts once when one is.
      const name = await queueOf(job);
      await retryOutage(clock, () => boss.schedule(name, cron, null, { tz: timeZone, missed: 'once' }));
    },
    async list() {
      const schedules = await retryOutage(clock, () => boss.getSchedules(undefined, undefined, { limit: LISTED }));
      return schedules
        .filter(({ name }) => name.startsWith(prefix))
        .map(({ name, cron, timezone }) => ({
          ...{ job: name.slice(prefix.length), cron, timeZone: timezone },
          nextAt: nextTime(boss, cron, timezone),
        }));
    },
    async remove(job) {
      const schedule = await retryOutage(clock, () => boss.getSchedule(prefix + job));
      await retryOutage(clock, () => boss.unschedule(prefix + job));
      return schedule !== null;
    },
    async work(job, handle) {
      const name = await queueOf(job);
      const id = await boss.work(name, { ...worker, includeMetadata: true }, async ([due]: JobWithMetadata[]) => {
        if (due !== undefined) await handle(due.createdOn, due.signal);
      });
      return () => boss.offWork(name, { id, wait: true });
    },
  };
}

/**
 * Returns the next time of a cron expression.
 *
 * @throws NeonUsageError if the expression or the time zone is not valid
 */
function nextTime(boss: PgBoss, cron: string, timeZone: string): Date {
  const quoted = JSON.stringify(cron);
  // pg-boss also accepts seconds, but starts a job at most once a minute.
  if (typeof cron !== 'string' || cron.trim().split(/\s+/).length !== FIELDS) {
    throw new NeonUsageError(
      `A schedule needs a cron expression with ${FIELDS} fields (minute, hour, day of month, month, day of week), such as "30 2 * * *", not ${quoted}.`,
    );
  }
  try {
    const [next] = boss.previewSchedule(cron, { tz: timeZone, from: new Date(), count: 1 });
    if (next !== undefined) return next;
    throw new Error('no date matches it');
  } catch (error) {
    throw new NeonUsageError(
      `The schedule ${quoted} in the time zone ${JSON.stringify(timeZone)} is not valid: ${messageOf(error)}. Pass a cron expression such as "30 2 * * *" and a zone such as "Europe/Berlin".`,
    );
  }
}
