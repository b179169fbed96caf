/** The progress of a job. */
export interface FleetProgress {
  readonly total: number;
  /** Done in this run. */
  readonly doneCount: number;
  /** Done in an earlier run. */
  readonly skippedCount: number;
  readonly failedCount: number;
  readonly runningCount: number;
  readonly elapsedMs: number;
  /** Estimated time to finish, in ms. Undefined until the first unit ends. */
  readonly remainingMs: number | undefined;
}

/** Estimates the remaining time from the pace of this run. Skipped units do not count towards the pace. */
export function estimateRemainingMs(progress: Omit<FleetProgress, 'remainingMs'>): number | undefined {
  const { total, doneCount, failedCount, skippedCount, elapsedMs } = progress;
  const ended = doneCount + failedCount;
  return ended === 0 ? undefined : Math.round((elapsedMs / ended) * (total - skippedCount - ended));
}
