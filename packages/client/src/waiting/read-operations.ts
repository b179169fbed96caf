import type { Operation } from '@neon-api/types';
import type { CallOptions, NeonCaller, OperationDescriptor } from '../client/index.ts';
import { unexpectedAnswer } from '../internal/index.ts';
import { isOperation } from './operations-source.ts';

// From two operations on, one request for the list replaces one request each: early polls of two single operations
// would exceed Neon's 40 per second and route, and our own limiter would delay the last one.
const LIST_FROM = 2;
// Newest first, so pending operations are near the top.
const PAGE_SIZE = 100;
const LARGEST_PAGE = 1_000;

// Copied from the generated functions, which a test checks; without a bundler, an import would load all 180.
export const LIST: OperationDescriptor = {
  id: 'listProjectOperations',
  method: 'GET',
  path: '/projects/{project_id}/operations',
  query: ['limit'],
};
export const ONE: OperationDescriptor = {
  id: 'getProjectOperation',
  method: 'GET',
  path: '/projects/{project_id}/operations/{operation_id}',
};

/**
 * Reads the current state of operations of a project with one request: the list, or the only operation that is left.
 * Operations that are not on the first page of the list are read one by one.
 */
export async function readOperations(
  neon: NeonCaller,
  project_id: string,
  ids: readonly string[],
  options: CallOptions,
): Promise<Operation[]> {
  const listed = ids.length < LIST_FROM ? [] : await readList(neon, project_id, 2 * ids.length, options);
  const byId = new Map(listed.map((operation) => [operation.id, operation]));
  return Promise.all(ids.map(async (id) => byId.get(id) ?? readOne(neon, project_id, id, options)));
}

async function readList(
  neon: NeonCaller,
  project_id: string,
  hoped: number,
  options: CallOptions,
): Promise<Operation[]> {
  const limit = Math.min(Math.max(hoped, PAGE_SIZE), LARGEST_PAGE);
  const { operations } = Object(await neon.call(LIST, { project_id, limit }, options)) as {
    operations?: unknown;
  };
  if (!Array.isArray(operations)) throw unexpectedAnswer(LIST, 'the response has no operations array');
  return operations.filter(isOperation);
}

async function readOne(
  neon: NeonCaller,
  project_id: string,
  operation_id: string,
  options: CallOptions,
): Promise<Operation> {
  const { operation } = Object(await neon.call(ONE, { project_id, operation_id }, options)) as {
    operation?: unknown;
  };
  if (isOperation(operation) && operation.id === operation_id) return operation;
  throw unexpectedAnswer(ONE, `the response lacks operation ${operation_id} or its status`);
}
