import type { WorkUnit } from '@neon-api/helpers';
import type { StoredUnit, UnitCounts } from '../store/index.ts';

/** How far a job is. All workers of the fleet are counted. */
export interface JobStatus {
  readonly total: number;
  readonly waitingCount: number;
  readonly runningCount: number;
  readonly doneCount: number;
  readonly failedCount: number;
  readonly cancelledCount: number;
  /** Since the first unit was added, in ms. */
  readonly elapsedMs: number;
  /** Estimated time to finish, in ms, from the pace of the last minute. Undefined if no unit ended in it. */
  readonly remainingMs: number | undefined;
}

/** A report to which units are added. */
export interface OpenReport<Unit> {
  readonly done: { readonly unit: Unit; readonly result: Remembered }[];
  readonly failed: { readonly unit: Unit; readonly error: unknown }[];
  readonly skipped: Unit[];
}

/** What a step remembered of its unit. */
export type Remembered = Readonly<Record<string, unknown>>;

export function toStatus({ counts, endedInLastMinute, elapsedMs }: UnitCounts): JobStatus {
  const { waiting = 0, running = 0, done = 0, failed = 0, cancelled = 0 } = counts;
  const left = waiting + running;
  const paced = endedInLastMinute === 0 ? undefined : Math.round((left / endedInLastMinute) * 60_000);
  return {
    total: left + done + failed + cancelled,
    waitingCount: waiting,
    runningCount: running,
    doneCount: done,
    failedCount: failed,
    cancelledCount: cancelled,
    elapsedMs: Math.round(elapsedMs),
    remainingMs: left === 0 ? 0 : paced,
  };
}

/** Adds some units to a report. The result of a unit is what its step remembered. */
export function reportUnits<Unit extends WorkUnit>(
  report: OpenReport<Unit>,
  units: readonly Unit[],
  stored: readonly StoredUnit[],
  doneBefore: ReadonlySet<string>,
): void {
  const byKey = new Map(stored.map((one) => [one.key, one]));
  for (const unit of units) {
    const { state, remembered = {}, error } = byKey.get(unit.key) ?? {};
    if (doneBefore.has(unit.key)) report.skipped.push(unit);
    else if (state === 'done') report.done.push({ unit, result: remembered });
    else report.failed.push({ unit, error: new Error(error ?? 'The unit was cancelled.') });
  }
}
