import { type Clock, type NeonCaller, NeonUsageError, type RateLimiter } from '@neon-api/client';
import type {
  FleetReport,
  ProjectSelection,
  ProjectUnit,
  ProvisionedTenant,
  ProvisionTenantsOptions,
  TenantUnit,
  WorkUnit,
} from '@neon-api/helpers';
import type { FleetLimits } from '../limits/index.ts';
import type { FleetSchedule } from '../queue/index.ts';
import type { JobStatus, Remembered } from './job-status.ts';
import type { FleetContext, FleetStep } from './run-unit.ts';

export interface CreateFleetOptions {
  /**
   * The URI of the database of the queue. Any Postgres database; in Neon, use the direct URI. Default: the variable
   * `NEON_FLEET_DATABASE_URL`. If that is not set and the client uses a local emulator: the database of its project
   * `neon-fleet`, which is created if it is missing.
   */
  readonly connectionString?: string | undefined;
  /**
   * Creates the client with the limiter that all workers share: `(rateLimit) => createNeonClient({ rateLimit })`. A
   * client itself is used as it is, with its own limit.
   */
  readonly neon: NeonCaller | ((rateLimit: RateLimiter) => NeonCaller);
  /** Names the fleet. Workers with the same name share its jobs. Letters, digits, `_`, `-` and `.`. */
  readonly name: string;
  /** The account whose limit is shared, and its limits. Default: 700 requests per minute, 40 per second and route. */
  readonly rateLimit?: { readonly account?: string; readonly limits?: FleetLimits } | undefined;
  /** The most connections to Postgres. Default: 5. */
  readonly maxConnections?: number | undefined;
  /** Called when the queue cannot reach Postgres; it retries. Default: nothing. */
  readonly onError?: ((error: Error) => void) | undefined;
  /** Default: the clock of the system. */
  readonly clock?: Clock | undefined;
}

/** When a job stops early. */
export interface FailureLimit {
  /**
   * Cancels the units that wait as soon as this many units of the job have failed. A unit that waits for its next
   * attempt counts; an attempt that ended with 429 does not. The workers of this process check it after each failure.
   * Default: no limit.
   */
  readonly maxFailures?: number | undefined;
}

export interface RunOptions extends FailureLimit {
  /** How many units run at once in this process, from 0 to 1,000. 0: only other workers run them. Default: 10. */
  readonly concurrency?: number | undefined;
  /** Stops waiting. The units stay in the queue. */
  readonly signal?: AbortSignal | undefined;
}

export interface TenantsOptions extends RunOptions, Pick<ProvisionTenantsOptions, 'tenants' | 'template' | 'name'> {
  /** Sets up a database and stores its URIs. Must be safe to repeat. A tenant counts as done only after it. */
  readonly setUp?: ((tenant: ProvisionedTenant, context: FleetContext) => Promise<unknown>) | undefined;
}

export interface WorkOptions extends FailureLimit {
  /** How many units of each job run at once, from 1 to 1,000. Default: 10. */
  readonly concurrency?: number | undefined;
  /** The steps by job. Each job has its own type of units. */
  readonly steps: Readonly<Record<string, FleetStep<never>>>;
  /** The units of scheduled jobs, by job. Such a job also needs a step. */
  readonly scheduled?: Readonly<Record<string, PlanUnits>> | undefined;
}

/** Returns the units of one run of a scheduled job. May run twice for the same time; the units are added once. */
export type PlanUnits = (
  context: Pick<FleetContext, 'neon' | 'signal'>,
) => readonly WorkUnit[] | Promise<readonly WorkUnit[]>;

export interface ScheduleOptions {
  /** An IANA time zone, such as `Europe/Berlin`. Default: `UTC`. */
  readonly timeZone?: string | undefined;
}

/** A worker that takes units. */
export interface FleetWorker {
  /** Takes no more units, and resolves when the running ones have ended. */
  stop(): Promise<void>;
}

/** Work on many projects that any number of processes share. */
export interface Fleet {
  /**
   * Adds the units that the job does not have yet, works on them, and returns when all have ended. Another call, in any
   * process, adds nothing twice. The result of a unit is what its step remembered.
   */
  run<Unit extends WorkUnit>(
    job: string,
    units: readonly Unit[],
    step: FleetStep<Unit>,
    options?: RunOptions,
  ): Promise<FleetReport<Unit, Remembered>>;
  /** Creates a database for each tenant, as `provisionTenants` of helpers does. Its ids are remembered, its URIs are not. */
  provisionTenants(job: string, options: TenantsOptions): Promise<FleetReport<TenantUnit, Remembered>>;
  /** Runs the step for many projects, as `forEachProject` of helpers does. */
  forEachProject(
    job: string,
    selection: ProjectSelection,
    step: FleetStep<ProjectUnit>,
    options?: RunOptions,
  ): Promise<FleetReport<ProjectUnit, Remembered>>;
  /** Works on the units that any process adds, until it is stopped. */
  work(options: WorkOptions): Promise<FleetWorker>;
  /**
   * Starts a job again and again, at the times of a cron expression. A worker that has its units under `scheduled` runs
   * it. Replaces the schedule that the job has.
   *
   * @throws NeonUsageError if the expression or the time zone is not valid
   * @example
   * await fleet.schedule('cleanup', '30 2 * * *', { timeZone: 'Europe/Berlin' });
   */
  schedule(job: string, cron: string, options?: ScheduleOptions): Promise<void>;
  /** Lists the schedules. */
  schedules(): Promise<readonly FleetSchedule[]>;
  /** Removes the schedule of a job. A run that has started continues. Returns whether there was a schedule. */
  unschedule(job: string): Promise<boolean>;
  /** Lists the jobs that have units. */
  jobs(): Promise<readonly string[]>;
  status(job: string): Promise<JobStatus>;
  /** Yields the status of a job whenever it changes, and ends with the job. Waits for the first unit. */
  progress(job: string, options?: { readonly signal?: AbortSignal | undefined }): AsyncIterable<JobStatus>;
  /** Lets failed and cancelled units run again. Returns how many. */
  retryFailed(job: string): Promise<number>;
  /** Cancels the units that wait. Running units end. Returns how many were cancelled. */
  cancel(job: string): Promise<number>;
  /**
   * Deletes a job that has ended, with its report and what its steps remembered. Returns how many units it had.
   *
   * @throws NeonUsageError if a unit waits or runs
   */
  remove(job: string): Promise<number>;
  /** Stops all workers of this process. Units that still run after 8 seconds are handed back to the queue. */
  close(): Promise<void>;
}

export const DEFAULT_CONCURRENCY = 10;

const NAME = /^[\w.-]{1,100}$/;

/** Throws unless a fleet or a job can have this name. */
export function assertName(what: string, name: string): void {
  if (typeof name === 'string' && NAME.test(name)) return;
  throw new NeonUsageError(`${what} must have 1 to 100 letters, digits, "_", "-" or ".", not ${JSON.stringify(name)}.`);
}

/** Throws unless `concurrency` is a whole number in range. */
export function assertConcurrency(concurrency: number, min: number): void {
  if (Number.isInteger(concurrency) && concurrency >= min && concurrency <= 1_000) return;
  throw new NeonUsageError(`concurrency must be a whole number from ${min} to 1000, not ${concurrency}.`);
}

/** Throws unless `maxFailures` is a whole number that a worker of this process can check. */
export function assertMaxFailures(maxFailures: number | undefined, concurrency: number): void {
  if (maxFailures === undefined) return;
  if (!Number.isInteger(maxFailures) || maxFailures < 1) {
    throw new NeonUsageError(`maxFailures must be a whole number above 0, not ${maxFailures}.`);
  }
  if (concurrency === 0) throw new NeonUsageError('maxFailures has no effect with concurrency 0. Pass it to work.');
}

/** Throws if a unit has no key, if two have the same key, or if one would store a secret. */
export function assertUnits(units: readonly WorkUnit[], assertNoSecret: (what: string, value: unknown) => void): void {
  const keys = new Set<string>();
  for (const unit of units) {
    const { key } = unit;
    if (typeof key !== 'string' || key === '') throw new NeonUsageError('A unit has no key. Each unit needs its own.');
    const named = JSON.stringify(key);
    if (keys.has(key)) throw new NeonUsageError(`Two units have the key ${named}. Each unit needs its own key.`);
    keys.add(key);
    assertNoSecret('A unit', unit);
  }
}
