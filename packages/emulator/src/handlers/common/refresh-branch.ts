import { messageOf } from '@neon-api/ground';
import { ApiError } from '../../errors/index.ts';
import { isAwake, readBranch } from '../../operations/index.ts';
import type { BranchRecord, ProjectRecord } from '../../state/index.ts';
import { timestampOf } from '../../support/index.ts';
import type { Handler, HandlerTable, SharedContext } from '../handler.ts';
import { type BranchParams, findProjectBranch } from './find.ts';

/**
 * Updates the branch's record with changes made through SQL. Starts Postgres only if a compute has run since the last
 * read: otherwise nothing can have changed.
 */
export async function refreshBranch(
  { dataPlane, store, clock }: SharedContext,
  project: ProjectRecord,
  record: BranchRecord,
): Promise<void> {
  const tools = { dataPlane, state: store.state, now: () => timestampOf(clock) };
  try {
    if (await readBranch(tools, project, record)) store.commit(project.project.id);
  } catch (error) {
    const isThere = project.branches.get(record.branch.id) === record;
    if (isThere) throw new ApiError(503, messageOf(error));
  }
}

/** Refreshes the branches whose Postgres is running. A branch that cannot be read keeps its last known state. */
export async function refreshAwake(
  context: SharedContext,
  project: ProjectRecord,
  records: Iterable<BranchRecord>,
): Promise<void> {
  const awake = [...records].filter((record) => isAwake(project, record));
  await Promise.allSettled(awake.map((record) => refreshBranch(context, project, record)));
}

/** Wraps handlers so that they refresh the branch first, because SQL can change what they show. */
export function refreshFirst(handlers: HandlerTable): HandlerTable {
  return Object.fromEntries(Object.entries(handlers).map(([name, handler]) => [name, afterRefresh(handler)]));
}

function afterRefresh(handler: Handler<never, unknown>): Handler<never, unknown> {
  // All of them are below /projects/{project_id}/branches/{branch_id}.
  const handle = handler as Handler<BranchParams, unknown>;
  const refreshing: Handler<BranchParams, unknown> = async (context, params) => {
    const { project, record } = findProjectBranch(context, params);
    await refreshBranch(context, project, record);
    return handle(context, params);
  };
  return refreshing;
}
