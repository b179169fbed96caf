import type { Operation } from '@neon-api/types';
import { judgeOperation } from './judge-operation.ts';

/** A wait at one moment. */
export interface WaitState {
  readonly total: number;
  readonly bad: readonly Operation[];
  readonly pending: readonly Operation[];
  /** How long there is nothing to read: all that is pending waits for Neon's own retry. */
  readonly quietMs: number;
}

/** Since when each failed operation has failed, under a key that changes with every new failure. */
export type FailureLog = Map<string, number>;

/** Sorts operations by verdict. Notes failures that it sees for the first time in `failures`. */
export function judgeWait(
  operations: readonly Operation[],
  nowMs: number,
  failedGraceMs: number,
  failures: FailureLog,
): WaitState {
  const bad: Operation[] = [];
  const pending: Operation[] = [];
  for (const operation of operations) {
    const failedSinceMs = failedSince(operation, nowMs, failures);
    const verdict = judgeOperation(operation, { nowMs, failedSinceMs, failedGraceMs });
    if (verdict === 'bad') bad.push(operation);
    if (verdict === 'pending') pending.push(operation);
  }
  const quietMs = Math.max(0, Math.min(...pending.map((operation) => msUntilRetry(operation, nowMs))));
  return { total: operations.length, bad, pending, quietMs: pending.length === 0 ? 0 : quietMs };
}

function failedSince({ id, status, failures_count, retry_at }: Operation, nowMs: number, failures: FailureLog): number {
  if (status !== 'failed') return nowMs;
  const key = `${id} ${failures_count} ${retry_at}`;
  const since = failures.get(key) ?? nowMs;
  failures.set(key, since);
  return since;
}

function msUntilRetry({ status, retry_at }: Operation, nowMs: number): number {
  return (status === 'failed' && retry_at && Date.parse(retry_at) - nowMs) || 0;
}
