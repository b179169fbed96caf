import { notFound } from '../../errors/index.ts';
import type { AuthRecord, BranchRecord } from '../../state/index.ts';
import { type BranchParams, findDefaultBranch, findProject, findProjectBranch, servicesOf } from '../common/index.ts';
import type { HandlerContext } from '../handler.ts';

export function findAuth(context: HandlerContext, params: BranchParams): AuthRecord {
  return requireAuth(findProjectBranch(context, params).record);
}

/** Finds the record of the default branch: the older calls name no branch. */
export function findProjectAuth(context: HandlerContext, projectId: string): AuthRecord {
  return requireAuth(findDefaultBranch(findProject(context, projectId)));
}

function requireAuth(record: BranchRecord): AuthRecord {
  const { auth } = servicesOf(record);
  if (!auth) throw notFound('Neon Auth integration');
  return auth;
}
