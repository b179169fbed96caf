import { notFound } from '../../errors/index.ts';
import type { AuthRecord, BranchRecord } from '../../state/index.ts';
import { findBranch, findDefaultBranch, findProject } from '../find.ts';
import type { HandlerContext } from '../handler.ts';
import { servicesOf } from '../services.ts';

export interface BranchParams {
  readonly project_id: string;
  readonly branch_id: string;
}

export function findAuth(context: HandlerContext, { project_id, branch_id }: BranchParams): AuthRecord {
  return requireAuth(findBranch(findProject(context, project_id), branch_id));
}

/** The older calls name no branch: they mean the default one. */
export function findProjectAuth(context: HandlerContext, projectId: string): AuthRecord {
  return requireAuth(findDefaultBranch(findProject(context, projectId)));
}

function requireAuth(record: BranchRecord): AuthRecord {
  const { auth } = servicesOf(record);
  if (!auth) throw notFound('Neon Auth integration');
  return auth;
}
