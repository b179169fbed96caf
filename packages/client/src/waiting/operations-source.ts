import type { Operation } from '@neon-api/types';
import { NeonUsageError } from '../errors/index.ts';

/** Any answer that may carry operations, a list of them, or undefined, as calls that answer 204 give. */
export type OperationsSource =
  | { readonly operations?: readonly Operation[] }
  | readonly Operation[]
  | object
  | undefined;

/** The operations to wait for, each once. */
export function readOperationsSource(from: OperationsSource): Operation[] {
  const listed: unknown = Array.isArray(from)
    ? from
    : ((from as { operations?: unknown } | undefined)?.operations ?? []);
  if (!Array.isArray(listed)) throw new NeonUsageError('waitForOperations: operations is not a list.');
  for (const operation of listed) {
    if (!isOperation(operation)) {
      throw new NeonUsageError(
        'waitForOperations: an operation without id, project_id or status. Pass Neon’s answer as it is.',
      );
    }
  }
  return [...new Map(listed.map((operation: Operation) => [operation.id, operation])).values()];
}

function isOperation(value: unknown): value is Operation {
  const { id, project_id, status } = Object(value) as Record<string, unknown>;
  return [id, project_id, status].every((field) => typeof field === 'string');
}
