import type { Operation } from '@neon-api/types';
import { NeonOperationError, NeonTimeoutError } from '../errors/index.ts';
import { redactUris } from '../transport/index.ts';
import type { WaitState } from './wait-state.ts';

/** The deadline passed while operations go on. */
export function waitTimeoutError({ pending, total }: WaitState, timeoutMs: number, rounds: number): NeonTimeoutError {
  const message = `${pending.length} of ${total} operations did not end within ${timeoutMs} ms: ${pending
    .map(nameOperation)
    .join('; ')}. They go on at Neon: wait for them again, or raise timeoutMs.`;
  return new NeonTimeoutError(message, { timeoutMs, pending, attempts: rounds, outcome: 'unknown' });
}

/** Operations ended badly; the others ended, or were given up. */
export function badOperationsError({ bad, pending, total }: WaitState, rounds: number): NeonOperationError {
  const rest = pending.length === 0 ? '' : ` Still going: ${pending.map(nameOperation).join('; ')}.`;
  const message = `${bad.length} of ${total} operations ended badly: ${bad
    .map((operation) => `${nameOperation(operation)}: ${operation.error || 'Neon gave no reason'}`)
    .join('; ')}.${rest} Look at what they were to change before asking for it again.`;
  return new NeonOperationError(redactUris(message), {
    operations: bad.map(redactOperation),
    pending,
    attempts: rounds,
    outcome: 'unknown',
  });
}

function nameOperation({ action, id, status, project_id, branch_id }: Operation): string {
  return `${action} ${id} (${status}) of project ${project_id}${branch_id ? `, branch ${branch_id}` : ''}`;
}

function redactOperation(operation: Operation): Operation {
  return operation.error === undefined ? operation : { ...operation, error: redactUris(operation.error) };
}
