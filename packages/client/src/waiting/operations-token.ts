import { NeonUsageError, type OperationsToken } from '../errors/index.ts';

/** An operation of which only the ids are known. */
export interface OperationName {
  readonly id: string;
  readonly project_id: string;
}

/** Returns whether a value is meant to be a token, even if it is malformed. */
export function looksLikeToken(value: object): value is Readonly<Record<string, unknown>> {
  return 'operationIds' in value || 'v' in value;
}

/** Returns the operations of a token. */
export function readToken({ v, projectId, operationIds }: Readonly<Record<string, unknown>>): OperationName[] {
  if (v !== 1) {
    throw new NeonUsageError(
      `waitForOperations: the token has version ${JSON.stringify(v)}; this release reads version 1. Update @neon-api/client.`,
    );
  }
  if (!Array.isArray(operationIds) || ![projectId, ...operationIds].every(isName(operationIds.length > 0))) {
    throw new NeonUsageError(
      'waitForOperations: the token is malformed. Expected { v: 1, projectId, operationIds }, as operationsToken() returns it.',
    );
  }
  return operationIds.map((id: string) => ({ id, project_id: projectId as string }));
}

function isName(mustBeFilled: boolean): (value: unknown) => boolean {
  return (value) => typeof value === 'string' && (value !== '' || !mustBeFilled);
}

/** Returns the token of some operations; undefined if they belong to several projects. */
export function tokenOf(operations: readonly OperationName[]): OperationsToken | undefined {
  const [projectId = '', ...others] = new Set(operations.map(({ project_id }) => project_id));
  return others.length > 0 ? undefined : { v: 1, projectId, operationIds: operations.map(({ id }) => id) };
}
