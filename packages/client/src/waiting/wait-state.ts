import { getOrInsert } from '@neon-api/ground';
import type { Operation } from '@neon-api/types';
import { judgeOperation, retryDelayMs } from './judge-operation.ts';
import type { OperationName } from './operations-token.ts';

/** A wait at one moment. */
export interface WaitState {
  /** All operations that have been read, as last read. */
  readonly known: readonly Operation[];
  readonly good: readonly Operation[];
  readonly bad: readonly Operation[];
  readonly pending: readonly Operation[];
  /** Not read yet; only the ids are known. */
  readonly unread: readonly OperationName[];
}

/** When each failure was first seen; the key changes with every new failure. */
export type FailureLog = Map<string, number>;

/** Sorts operations by verdict. Records new failures in `failures`. */
export function judgeWait(
  operations: readonly (Operation | OperationName)[],
  nowMs: number,
  failedGraceMs: number,
  failures: FailureLog,
): WaitState {
  const known = operations.filter((operation): operation is Operation => 'status' in operation);
  const sorted: Record<ReturnType<typeof judgeOperation>, Operation[]> = { good: [], bad: [], pending: [] };
  for (const operation of known) {
    const failedForMs = operation.status === 'failed' ? nowMs - failedSince(operation, nowMs, failures) : 0;
    sorted[judgeOperation(operation, { failedForMs, failedGraceMs })].push(operation);
  }
  return { ...sorted, known, unread: operations.filter((operation) => !('status' in operation)) };
}

function failedSince({ id, failures_count, retry_at }: Operation, nowMs: number, failures: FailureLog): number {
  const key = `${id} ${failures_count} ${retry_at}`;
  return getOrInsert(failures, key, () => nowMs);
}

/**
 * Returns how long not to poll, because all these operations wait for Neon's own retry.
 *
 * @param timeOfDayMs our time of day; may shorten the wait for a failure that was seen late, but never lengthens it
 */
export function quietMsOf(
  operations: readonly (Operation | OperationName)[],
  nowMs: number,
  timeOfDayMs: number,
  failures: FailureLog,
): number {
  const quietMs = (operation: Operation | OperationName): number => {
    if (!('status' in operation) || operation.status !== 'failed') return 0;
    const retryInMs = failedSince(operation, nowMs, failures) + retryDelayMs(operation) - nowMs;
    return Math.min(retryInMs, Date.parse(operation.retry_at ?? '') - timeOfDayMs) || 0;
  };
  return Math.max(0, Math.min(...operations.map(quietMs)));
}
