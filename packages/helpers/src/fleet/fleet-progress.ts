/** How far a job has come. */
export interface FleetProgress {
  readonly total: number;
  /** Done in this run. */
  readonly doneCount: number;
  /** Done in an earlier run. */
  readonly skippedCount: number;
  readonly failedCount: number;
  readonly runningCount: number;
  readonly elapsedMs: number;
  /** How long the rest will take at this run's pace, in ms; undefined as long as nothing is known of it. */
  readonly remainingMs: number | undefined;
}

/** The rest at the pace so far; what an earlier run did says nothing about the pace. */
export function estimateRemainingMs(progress: Omit<FleetProgress, 'remainingMs'>): number | undefined {
  const { total, doneCount, failedCount, skippedCount, elapsedMs } = progress;
  const ended = doneCount + failedCount;
  return ended === 0 ? undefined : Math.round((elapsedMs / ended) * (total - skippedCount - ended));
}
