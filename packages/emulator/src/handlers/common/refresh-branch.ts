import { messageOf } from '@neon-api/ground';
import { ApiError } from '../../errors/index.ts';
import { isAwake, readBranch } from '../../operations/index.ts';
import type { BranchRecord, ProjectRecord } from '../../state/index.ts';
import { timestampOf } from '../../support/index.ts';
import type { Handler, HandlerTable, SharedContext } from '../handler.ts';
import { type BranchParams, findProjectBranch } from './find.ts';

/**
 * Brings the branch's record up to date with what SQL has made of it. Postgres is started for that only when a compute
 * has run since it was asked last: otherwise it would say the same.
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

/** Those of the branches whose Postgres runs anyway. Of one that does not answer, what is known stands. */
export async function refreshAwake(
  context: SharedContext,
  project: ProjectRecord,
  records: Iterable<BranchRecord>,
): Promise<void> {
  const awake = [...records].filter((record) => isAwake(project, record));
  await Promise.allSettled(awake.map((record) => refreshBranch(context, project, record)));
}

/** Calls about what is in a branch, which SQL can change as well. */
export function refreshFirst(handlers: HandlerTable): HandlerTable {
  return Object.fromEntries(Object.entries(handlers).map(([name, handler]) => [name, afterRefresh(handler)]));
}

function afterRefresh(handler: Handler<never, unknown>): Handler<never, unknown> {
  // Each of them is below /projects/{project_id}/branches/{branch_id}.
  const handle = handler as Handler<BranchParams, unknown>;
  const refreshing: Handler<BranchParams, unknown> = async (context, params) => {
    const { project, record } = findProjectBranch(context, params);
    await refreshBranch(context, project, record);
    return handle(context, params);
  };
  return refreshing;
}
