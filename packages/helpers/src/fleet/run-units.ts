import {
  createRateLimiter,
  monotonicNow,
  NEON_LIMITS,
  type NeonCaller,
  NeonUsageError,
  type RateLimit,
} from '@neon-api/client';
import {
  abortSignal,
  assertCallback,
  assertOptions,
  callback,
  type OptionRules,
  text,
  wholeFrom,
} from '../options/index.ts';
import type { CheckpointStore } from './checkpoint.ts';
import { estimateRemainingMs, type FleetProgress } from './fleet-progress.ts';
import { createJob } from './job.ts';
import { retryAfterRateLimit } from './retry-after-rate-limit.ts';
import type { Step, WorkUnit } from './work-unit.ts';

export interface FleetOptions {
  /** How many units run at once, from 1 to 1,000. Default: 10. */
  readonly concurrency?: number | undefined;
  /** The most requests in a window, such as `{ requests: 350, windowMs: 60_000 }`. Default: the limits of the client. */
  readonly rate?: RateLimit | undefined;
  /** Records which units are done, so that the next run skips them. Default: none. */
  readonly checkpoint?: CheckpointStore | undefined;
  /** Stops the job: running units get the signal, no other unit starts, and the job rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Called when a unit starts or ends. Errors that it throws are ignored. Default: none. */
  readonly onProgress?: ((progress: FleetProgress) => void) | undefined;
}

const MOST_CONCURRENCY = 1_000;

export const FLEET_OPTIONS: OptionRules<FleetOptions> = {
  concurrency: wholeFrom(1, MOST_CONCURRENCY),
  rate: {
    must: '{ requests, windowMs }, both whole numbers from 1',
    holds: (value) => wholeFrom(1).holds(Object(value).requests) && wholeFrom(1).holds(Object(value).windowMs),
  },
  checkpoint: {
    must: 'an object with load and markDone',
    holds: (value) => callback.holds(Object(value).load) && callback.holds(Object(value).markDone),
  },
  signal: abortSignal,
  onProgress: callback,
};

/** The result of a job. Each list is in the order of the units. */
export interface FleetReport<Unit, Result> {
  readonly done: readonly { readonly unit: Unit; readonly result: Result }[];
  /** Units whose step threw. Another run with the same checkpoint retries them. */
  readonly failed: readonly { readonly unit: Unit; readonly error: unknown }[];
  /** Units that are already done according to the checkpoint. */
  readonly skipped: readonly Unit[];
}

const DEFAULT_CONCURRENCY = 10;

/**
 * Runs the step for every unit, several at a time. A step that fails does not stop the others. A checkpoint that fails
 * stops the job, because it could not be resumed. A step that fails with 429 is retried once the rate limit allows it.
 *
 * @throws NeonUsageError if two units have the same key, or an option is out of range
 * @throws the errors of the checkpoint, or the reason of `signal`, after all running steps have ended
 * @example
 * const units = [{ key: 'a', name: 'Ann' }];
 * const { failed } = await runUnits(neon, units, (unit, { neon, signal }) => makeFor(neon, unit.name, signal));
 */
export async function runUnits<Unit extends WorkUnit, Result>(
  neon: NeonCaller,
  units: readonly Unit[],
  step: Step<Unit, Result>,
  options: FleetOptions = {},
): Promise<FleetReport<Unit, Result>> {
  assertOptions('runUnits', options, FLEET_OPTIONS);
  assertCallback('runUnits', step);
  checkKeys(units);
  const { concurrency = DEFAULT_CONCURRENCY, checkpoint, signal } = options;
  signal?.throwIfAborted();
  const before = new Set(await checkpoint?.load());
  const [skipped, todo] = [units.filter(({ key }) => before.has(key)), units.filter(({ key }) => !before.has(key))];
  const done = new Map<Unit, Result>();
  const failed = new Map<Unit, unknown>();
  const job = createJob(signal);
  const limited = limitClient(neon, options.rate);
  const reportProgress = createProgressReporter(neon, options, units.length, skipped.length);
  let running = 0;
  const report = (): void => reportProgress(done.size, failed.size, running);

  const runOne = async (unit: Unit): Promise<void> => {
    running += 1;
    report();
    const part = job.begin();
    try {
      const context = { neon: limited, signal: part.signal };
      const result = await retryAfterRateLimit(() => step(unit, context), neon.runtime.clock, part.signal);
      // Even if the job is being stopped, because this unit is done.
      await checkpoint?.markDone(unit.key).catch(job.stop);
      done.set(unit, result);
    } catch (error) {
      if (!job.signal.aborted) failed.set(unit, error);
    }
    part.end();
    running -= 1;
    report();
  };
  await workThrough(todo, concurrency, job.signal, runOne).finally(job.end);
  job.signal.throwIfAborted();
  // In the order of the units, not in the order in which they finished.
  return {
    done: todo.filter((unit) => done.has(unit)).map((unit) => ({ unit, result: done.get(unit) as Result })),
    failed: todo.filter((unit) => failed.has(unit)).map((unit) => ({ unit, error: failed.get(unit) })),
    skipped,
  };
}

/** Works on the items in order, several at a time, until `signal` aborts. */
async function workThrough<Item>(
  items: readonly Item[],
  concurrency: number,
  signal: AbortSignal,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  const runWorker = async (): Promise<void> => {
    for (const item of queue) {
      if (signal.aborted) return;
      await work(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, runWorker));
}

function createProgressReporter(
  { runtime: { clock } }: NeonCaller,
  { onProgress }: FleetOptions,
  total: number,
  skippedCount: number,
): (doneCount: number, failedCount: number, runningCount: number) => void {
  const startedAt = monotonicNow(clock);
  return (doneCount, failedCount, runningCount) => {
    const elapsedMs = monotonicNow(clock) - startedAt;
    const progress = { total, doneCount, failedCount, skippedCount, runningCount, elapsedMs };
    try {
      onProgress?.({ ...progress, remainingMs: estimateRemainingMs(progress) });
    } catch {
      // A progress display must not break a job.
    }
  };
}

function checkKeys(units: readonly WorkUnit[]): void {
  const keys = new Set<string>();
  for (const { key } of units) {
    if (!text.holds(key))
      throw new NeonUsageError('A unit has no key. Each unit needs its own non-empty string as key.');
    if (keys.has(key))
      throw new NeonUsageError(`Two units have the key ${JSON.stringify(key)}. Each unit needs its own key.`);
    keys.add(key);
  }
}

/** Returns a client that also keeps to `rate`, which leaves a share of the account's limit to others. */
function limitClient(neon: NeonCaller, rate: RateLimit | undefined): NeonCaller {
  if (rate === undefined) return neon;
  const { clock } = neon.runtime;
  const limiter = createRateLimiter(clock, { account: rate, route: NEON_LIMITS.route });
  return {
    ...neon,
    async call<Response>(...[operation, params, options]: Parameters<NeonCaller['call']>): Promise<Response> {
      const waitMs = await limiter.reserve(operation.path);
      try {
        if (waitMs > 0) await clock.sleep(waitMs, options?.signal);
      } catch (stop) {
        limiter.release(operation.path);
        throw stop;
      }
      return neon.call<Response>(operation, params, options);
    },
  };
}
