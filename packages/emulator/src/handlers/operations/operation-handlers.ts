import type {
  GetProjectOperationParams,
  GetProjectOperationResponse,
  ListProjectOperationsParams,
  ListProjectOperationsResponse,
} from '@neon-api/types';
import { badRequest, notFound } from '../../errors/index.ts';
import { findOperationsOf, showOperations } from '../common/index.ts';
import type { Handler } from '../handler.ts';

/** Without a limit the largest page there is. */
const LARGEST_PAGE = 1000;

/** Newest first. The cursor is the time of the last one, as Neon's is; each operation has a time of its own. */
export const listProjectOperations: Handler<ListProjectOperationsParams, ListProjectOperationsResponse> = (
  context,
  { project_id, limit = LARGEST_PAGE, cursor },
) => {
  const { operations } = findOperationsOf(context, project_id);
  if (cursor && Number.isNaN(Date.parse(cursor))) {
    throw badRequest('parameter.cursor is not one that an earlier page gave');
  }
  const older = operations.filter(({ operation, hidden }) => !hidden && (!cursor || operation.created_at < cursor));
  const page = older.slice(-limit).reverse();
  const last = page.at(-1);
  return {
    operations: showOperations(page),
    ...(last ? { pagination: { cursor: last.operation.created_at } } : {}),
  };
};

export const getProjectOperation: Handler<GetProjectOperationParams, GetProjectOperationResponse> = (
  context,
  { project_id, operation_id },
) => {
  const { operations } = findOperationsOf(context, project_id);
  const record = operations.find(({ operation, hidden }) => !hidden && operation.id === operation_id);
  if (!record) throw notFound('operation');
  return { operation: { ...record.operation } };
};
