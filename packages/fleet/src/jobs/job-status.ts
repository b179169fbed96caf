import type { FleetReport, WorkUnit } from '@neon-api/helpers';
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

/** Returns the report of some units. The result of a unit is what its step remembered. */
export function toReport<Unit extends WorkUnit>(
  units: readonly Unit[],
  stored: readonly StoredUnit[],
  doneBefore: ReadonlySet<string>,
): FleetReport<Unit, Remembered> {
  const byKey = new Map(stored.map((one) => [one.key, one]));
  const isDone = (unit: Unit): boolean => byKey.get(unit.key)?.state === 'done';
  return {
    done: units
      .filter((unit) => isDone(unit) && !doneBefore.has(unit.key))
      .map((unit) => ({ unit, result: byKey.get(unit.key)?.remembered ?? {} })),
    failed: units
      .filter((unit) => !isDone(unit))
      .map((unit) => ({ unit, error: new Error(byKey.get(unit.key)?.error ?? 'The unit was cancelled.') })),
    skipped: units.filter(({ key }) => doneBefore.has(key)),
  };
}
