import type { Operation } from '@neon-api/types';

export type OperationVerdict = 'good' | 'bad' | 'pending';

/** What is known about an operation beyond its own fields. */
export interface JudgementContext {
  readonly nowMs: number;
  /** When this failure was first seen. */
  readonly failedSinceMs: number;
  /** How long a failure may stand without a retry. */
  readonly failedGraceMs: number;
}

/**
 * Whether an operation ended, and how.
 * Docs: finished, skipped and cancelled are final; `failed` is tried again by Neon, at `retry_at` when that is given.
 */
export function judgeOperation(
  { status, retry_at }: Pick<Operation, 'status' | 'retry_at'>,
  { nowMs, failedSinceMs, failedGraceMs }: JudgementContext,
): OperationVerdict {
  switch (status) {
    case 'finished':
    case 'skipped':
      return 'good';
    case 'cancelled':
    case 'error':
      return 'bad';
    case 'failed': {
      // The grace also follows retry_at: a retry takes a moment to show.
      const expectedMs = Math.max(failedSinceMs, (retry_at && Date.parse(retry_at)) || 0);
      return nowMs < expectedMs + failedGraceMs ? 'pending' : 'bad';
    }
    default:
      // scheduling, running, cancelling, and whatever Neon adds: an unknown status is no end.
      return 'pending';
  }
}
