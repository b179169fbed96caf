import type {
  GetProjectOperationParams,
  GetProjectOperationResponse,
  ListProjectOperationsParams,
  ListProjectOperationsResponse,
} from '@neon-api/types';
import { badRequest, notFound } from '../../errors/index.ts';
import { findOperationsOf, showOperations } from '../common/index.ts';
import type { Handler } from '../handler.ts';

/** The page size without a limit: the largest allowed. */
const LARGEST_PAGE = 1000;

/** Lists operations, newest first. As at Neon, the cursor is the time of the last one; times are unique. */
export const listProjectOperations: Handler<ListProjectOperationsParams, ListProjectOperationsResponse> = (
  context,
  { project_id, limit = LARGEST_PAGE, cursor },
) => {
  const { operations } = findOperationsOf(context, project_id);
  if (cursor && Number.isNaN(Date.parse(cursor))) {
    throw badRequest('parameter.cursor is invalid; pass the cursor of an earlier page');
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
