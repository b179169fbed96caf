import type { Operation } from '@neon-api/types';
import { NeonUsageError, type OperationsToken } from '../errors/index.ts';
import { looksLikeToken, type OperationName, readToken, tokenOf } from './operations-token.ts';

/**
 * An answer that may carry operations, an operation, a token, a list of these, or undefined, as calls that answer 204
 * give.
 */
export type OperationsSource =
  | { readonly operations?: readonly Operation[] }
  | OperationsToken
  | Operation
  | readonly OperationsSource[]
  | object
  | undefined;

/** The operations to wait for, each once; those of a token by name alone. */
export function readOperationsSource(from: OperationsSource): (Operation | OperationName)[] {
  return [...new Map(listOperations(from).map((operation) => [operation.id, operation])).values()];
}

/**
 * Names the operations behind an answer, to wait for them later or in another process:
 * `waitForOperations(neon, JSON.parse(saved))`.
 *
 * @param from what `waitForOperations` takes, of one project
 * @throws NeonUsageError when the operations are of several projects: make a token of each
 */
export function operationsToken(from: OperationsSource): OperationsToken {
  const token = tokenOf(readOperationsSource(from));
  if (token) return token;
  throw new NeonUsageError('operationsToken: the operations belong to several projects. Make one token per project.');
}

function listOperations(from: unknown): (Operation | OperationName)[] {
  if (from === undefined) return [];
  if (Array.isArray(from)) return from.flatMap(listOfEntry);
  if (typeof from !== 'object' || from === null) {
    throw refusal(`${from === null ? 'null' : `a ${typeof from}`} has no operations`);
  }
  if (isOperation(from)) return [from];
  if (looksLikeToken(from)) return readToken(from);
  const { operations = [], response } = from as { operations?: unknown; response?: unknown };
  if (Object(response).headers) throw refusal('the result of a typed method holds more than data');
  if (!Array.isArray(operations)) throw refusal('operations is not an array');
  if (!operations.every(isOperation)) throw refusal('an operation lacks id, project_id or status');
  return operations;
}

/** Stricter within a list, where an object without operations is a broken one rather than an answer without any. */
function listOfEntry(entry: unknown): (Operation | OperationName)[] {
  const parts = listOperations(entry);
  if (parts.length > 0 || typeof entry !== 'object' || Array.isArray(entry) || looksLikeToken(entry ?? {}))
    return parts;
  if ('operations' in (entry ?? {})) return parts;
  throw refusal('an operation lacks id, project_id or status');
}

/** Whether a value has what waiting needs of an operation. */
export function isOperation(value: unknown): value is Operation {
  const { id, project_id, status } = Object(value) as Record<string, unknown>;
  return [id, project_id, status].every((field) => typeof field === 'string' && field !== '');
}

function refusal(problem: string): NeonUsageError {
  return new NeonUsageError(`waitForOperations: ${problem}. Pass the response of Neon unchanged, or a token.`);
}
