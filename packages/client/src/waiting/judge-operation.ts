import type { Operation } from '@neon-api/types';

export type OperationVerdict = 'good' | 'bad' | 'pending';

/** What is known about an operation beyond its own fields. */
export interface JudgementContext {
  /** How long ago this failure was first seen. */
  readonly failedForMs: number;
  /** How long a failure may stand without a retry. */
  readonly failedGraceMs: number;
}

/**
 * Whether an operation ended, and how.
 * Docs: finished, skipped and cancelled are final; `failed` is tried again by Neon, at `retry_at` when that is given.
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
      // The grace begins at the retry: it takes a moment to show.
      return failedForMs < retryDelayMs(operation) + failedGraceMs ? 'pending' : 'bad';
    default:
      // scheduling, running, cancelling, and whatever Neon adds: an unknown status is no end.
      return 'pending';
  }
}

/** How long after a failure Neon tries again, in ms. Both times are the server's, as its clock and ours may differ. */
export function retryDelayMs({ retry_at, updated_at }: Pick<Operation, 'retry_at' | 'updated_at'>): number {
  return Math.max(0, Date.parse(retry_at ?? '') - Date.parse(updated_at)) || 0;
}
