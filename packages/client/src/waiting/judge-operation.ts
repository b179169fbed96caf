import type { Operation } from '@neon-api/types';

export type OperationVerdict = 'good' | 'bad' | 'pending';

/** What is known about an operation beyond its own fields. */
export interface JudgementContext {
  /** How long ago this failure was first seen. */
  readonly failedForMs: number;
  /** How long to wait for a retry of a failure. */
  readonly failedGraceMs: number;
}

/**
 * Returns whether an operation has ended, and how.
 * Docs: finished, skipped and cancelled are final; Neon retries `failed`, at `retry_at` if that is set.
 */
export function judgeOperation(
  operation: Pick<Operation, 'status' | 'retry_at' | 'updated_at'>,
  { failedForMs, failedGraceMs }: JudgementContext,
): OperationVerdict {
  switch (operation.status) {
    case 'finished':
    case 'skipped':
      return 'good';
    case 'cancelled':
    case 'error':
      return 'bad';
    case 'failed':
      // The grace period begins at the time of the retry, which takes a moment to show.
      return failedForMs < retryDelayMs(operation) + failedGraceMs ? 'pending' : 'bad';
    default:
      // scheduling, running, cancelling, and new statuses: an unknown status is not an end.
      return 'pending';
  }
}

/** Returns how long after a failure Neon retries, in ms. Uses only the server's times, because our clock may differ. */
export function retryDelayMs({ retry_at, updated_at }: Pick<Operation, 'retry_at' | 'updated_at'>): number {
  return Math.max(0, Date.parse(retry_at ?? '') - Date.parse(updated_at)) || 0;
}
