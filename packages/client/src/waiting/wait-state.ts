import type { Operation } from '@neon-api/types';
import { judgeOperation } from './judge-operation.ts';
import type { OperationName } from './operations-token.ts';

/** A wait at one moment. */
export interface WaitState {
  /** All operations whose state is known, as last read. */
  readonly known: readonly Operation[];
  readonly good: readonly Operation[];
  readonly bad: readonly Operation[];
  readonly pending: readonly Operation[];
  /** Known by name alone. */
  readonly unread: readonly OperationName[];
}

/** Since when each failed operation has failed, under a key that changes with every new failure. */
export type FailureLog = Map<string, number>;

/** Sorts operations by verdict. Notes failures that it sees for the first time in `failures`. */
export function judgeWait(
  operations: readonly (Operation | OperationName)[],
  nowMs: number,
  failedGraceMs: number,
  failures: FailureLog,
): WaitState {
  const known = operations.filter((operation): operation is Operation => 'status' in operation);
  const sorted: Record<ReturnType<typeof judgeOperation>, Operation[]> = { good: [], bad: [], pending: [] };
  for (const operation of known) {
    const failedSinceMs = failedSince(operation, nowMs, failures);
    sorted[judgeOperation(operation, { nowMs, failedSinceMs, failedGraceMs })].push(operation);
  }
  return { ...sorted, known, unread: operations.filter((operation) => !('status' in operation)) };
}

function failedSince({ id, status, failures_count, retry_at }: Operation, nowMs: number, failures: FailureLog): number {
  if (status !== 'failed') return nowMs;
  const key = `${id} ${failures_count} ${retry_at}`;
  const since = failures.get(key) ?? nowMs;
  failures.set(key, since);
  return since;
}

/** How long there is nothing to read of these operations: all wait for Neon's own retry. */
export function quietMsOf(operations: readonly (Operation | OperationName)[], nowMs: number): number {
  return Math.max(0, Math.min(...operations.map((operation) => msUntilRetry(operation, nowMs))));
}

function msUntilRetry(operation: Operation | OperationName, nowMs: number): number {
  const { status, retry_at } = operation as Partial<Operation>;
  return (status === 'failed' && retry_at && Date.parse(retry_at) - nowMs) || 0;
}
