import type {
  ListProjectBranchLogFieldsParams,
  ListProjectBranchLogFieldsResponse,
  ListProjectBranchLogFieldValuesParams,
  ListProjectBranchLogFieldValuesResponse,
  QueryProjectBranchLogsParams,
  QueryProjectBranchLogsResponse,
} from '@neon-api/types';
import { badRequest, ReasonedError } from '../../errors/index.ts';
import { type BranchParams, requirePageSize } from '../common/index.ts';
import type { Handler, HandlerContext } from '../handler.ts';
import { type NumberedLog, readLogs } from './log-book.ts';
import { listFields, listValues } from './log-fields.ts';
import { isWithin, queryLogs } from './log-query.ts';
import { type AskedWindow, decideWindow, type LogWindow, type Refused } from './log-window.ts';

const HOUR_MS = 3_600_000;
const LARGEST_PAGE = 1000;
const USUAL_PAGE = 100;
/** W3C Trace Context. Spec: an uppercase trace ID is rejected rather than matching nothing. */
const TRACE_ID = /^[0-9a-f]{32}$/;

export const queryProjectBranchLogs: Handler<QueryProjectBranchLogsParams, QueryProjectBranchLogsResponse> = (
  context,
  params,
) => {
  const { body } = params;
  const logs = findLogs(context, params);
  const limit = requirePageSize(body.limit, LARGEST_PAGE, USUAL_PAGE);
  if (body.trace_id !== undefined && !TRACE_ID.test(body.trace_id)) {
    throw badRequest('body.trace_id must be 32 lowercase hex digits');
  }
  const page = orRefuse(queryLogs(logs, chooseWindow(context, body, HOUR_MS), { ...body, limit }));
  return {
    logs: [...page.records],
    next_cursor: page.nextCursor ?? '',
    is_truncated: page.nextCursor !== undefined,
  };
};

export const listProjectBranchLogFields: Handler<
  ListProjectBranchLogFieldsParams,
  ListProjectBranchLogFieldsResponse
> = (context, params) => ({ fields: listFields(findLogs(context, params).map(({ record }) => record)) });

export const listProjectBranchLogFieldValues: Handler<
  ListProjectBranchLogFieldValuesParams,
  ListProjectBranchLogFieldValuesResponse
> = (context, params) => {
  const records = findLogs(context, params).map(({ record }) => record);
  const { field_name: name, source } = params;
  const limit = requirePageSize(params.limit, LARGEST_PAGE, USUAL_PAGE);
  if (!listFields(records).includes(name)) {
    const message = `the branch has no log field "${name}"; list its fields with GET …/logs/fields`;
    throw refusal({ fault: 'unknown_field', message });
  }
  const window = chooseWindow(context, params, 6 * HOUR_MS);
  const within = records.filter((record) => isWithin(record, window));
  const values = listValues(
    within.filter((record) => source === undefined || record.source === source),
    name,
  );
  return { values: values.slice(0, limit), is_truncated: values.length > limit };
};

function findLogs(context: HandlerContext, { project_id, branch_id }: BranchParams): NumberedLog[] {
  const project = context.store.state.projects.get(project_id);
  if (!project || project.isDeleted || !project.branches.has(branch_id)) {
    throw new ReasonedError(404, 'branch not found', 'branch_not_found');
  }
  return readLogs(project, branch_id, context.clock.now());
}

function chooseWindow(context: HandlerContext, asked: AskedWindow, defaultMs: number): LogWindow {
  return orRefuse(decideWindow(asked, context.clock.now(), defaultMs));
}

function orRefuse<Decided extends object>(decided: Decided | Refused): Decided {
  if ('fault' in decided) throw refusal(decided);
  return decided;
}

function refusal({ fault, message }: Refused): ReasonedError {
  return new ReasonedError(400, message, fault);
}
