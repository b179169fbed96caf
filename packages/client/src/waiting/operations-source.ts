import type { Operation } from '@neon-api/types';
import { NeonUsageError, type OperationsToken } from '../errors/index.ts';
import { looksLikeToken, type OperationName, readToken, tokenOf } from './operations-token.ts';

/**
 * A response that may contain operations, an operation, a token, a list of these, or undefined, which is the result of
 * a 204.
 */
export type OperationsSource =
  | { readonly operations?: readonly Operation[] }
  | OperationsToken
  | Operation
  | readonly OperationsSource[]
  | object
  | undefined;

/** Returns the operations to wait for, without duplicates; those of a token have only ids. */
export function readOperationsSource(from: OperationsSource): (Operation | OperationName)[] {
  return [...new Map(listOperations(from).map((operation) => [operation.id, operation])).values()];
}

/**
 * Returns a token for the operations of a response, to wait for them later or in another process:
 * `waitForOperations(neon, JSON.parse(saved))`.
 *
 * @param from what `waitForOperations` takes, for one project
 * @throws NeonUsageError if the operations belong to several projects; make one token per project
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
  if (Object(response).headers) throw refusal('the result of a typed method is not its data');
  if (!Array.isArray(operations)) throw refusal('operations is not an array');
  if (!operations.every(isOperation)) throw refusal('an operation lacks id, project_id or status');
  return operations;
}

/** Stricter for entries of a list: an object without `operations` is malformed, not a response without operations. */
function listOfEntry(entry: unknown): (Operation | OperationName)[] {
  const parts = listOperations(entry);
  if (parts.length > 0 || typeof entry !== 'object' || Array.isArray(entry) || looksLikeToken(entry ?? {}))
    return parts;
  if ('operations' in (entry ?? {})) return parts;
  throw refusal('an operation lacks id, project_id or status');
}

/** Returns whether a value has the fields of an operation that a wait needs. */
export function isOperation(value: unknown): value is Operation {
  const { id, project_id, status } = Object(value) as Record<string, unknown>;
  return [id, project_id, status].every((field) => typeof field === 'string' && field !== '');
}

function refusal(problem: string): NeonUsageError {
  return new NeonUsageError(`waitForOperations: ${problem}. Pass Neon's response unchanged, or a token.`);
}
