import { redactUris } from '@neon-api/ground';
import type { Operation } from '@neon-api/types';
import { NeonOperationError, NeonTimeoutError, type OperationsToken } from '../errors/index.ts';
import { type OperationName, tokenOf } from './operations-token.ts';
import type { WaitState } from './wait-state.ts';

const MAX_REASON_LENGTH = 2_000;

/** Makes the error for a deadline that passed while operations are running. */
export function waitTimeoutError(state: WaitState, timeoutMs: number, rounds: number): NeonTimeoutError {
  const left = [...state.pending, ...state.unread];
  const message =
    `${left.length} of ${totalOf(state)} operations did not end within ${timeoutMs} ms: ${listNames(left)}. ` +
    'They are still running at Neon: wait again with error.token, or raise timeoutMs.';
  return new NeonTimeoutError(message, { ...leftovers(state), timeoutMs, attempts: rounds, outcome: 'unknown' });
}

/** Makes the error for operations that did not succeed. */
export function badOperationsError(state: WaitState, rounds: number): NeonOperationError {
  const { bad } = state;
  const left = [...state.pending, ...state.unread];
  // Redact before cutting: half a secret would not be recognized.
  const reasonOf = ({ error }: Operation): string =>
    error ? redactUris(error).slice(0, MAX_REASON_LENGTH) : 'Neon gave no reason';
  const reasons = bad.map((operation) => `${nameOf(operation)}: ${reasonOf(operation)}`);
  const message =
    `${bad.length} of ${totalOf(state)} operations did not succeed: ${reasons.join('; ')}.` +
    `${left.length > 0 ? ` Still running: ${listNames(left)}.` : ''} ` +
    'Check what they changed before you retry.';
  return new NeonOperationError(redactUris(message), {
    ...leftovers(state),
    operations: bad.map(redactOperation),
    attempts: rounds,
    outcome: 'unknown',
  });
}

interface Leftovers {
  readonly finished: readonly Operation[];
  readonly pending: readonly Operation[];
  readonly token: OperationsToken | undefined;
}

function leftovers({ good, pending, unread }: WaitState): Leftovers {
  const left = [...pending, ...unread];
  return {
    finished: good.map(redactOperation),
    pending: pending.map(redactOperation),
    token: left.length > 0 ? tokenOf(left) : undefined,
  };
}

function totalOf({ known, unread }: WaitState): number {
  return known.length + unread.length;
}

function listNames(operations: readonly (Operation | OperationName)[]): string {
  return operations.map(nameOf).join('; ');
}

function nameOf(operation: Operation | OperationName): string {
  const { action = 'operation', id, status, project_id, branch_id } = operation as OperationName & Partial<Operation>;
  return `${action} ${id}${status ? ` (${status})` : ''} of project ${project_id}${branch_id ? `, branch ${branch_id}` : ''}`;
}

function redactOperation(operation: Operation): Operation {
  return operation.error === undefined ? operation : { ...operation, error: redactUris(operation.error) };
}
