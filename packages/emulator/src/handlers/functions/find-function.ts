import { notFound } from '../../errors/index.ts';
import type { FunctionRecord } from '../../state/index.ts';
import { findBranch, findProject } from '../find.ts';
import type { HandlerContext } from '../handler.ts';
import { servicesOf } from '../services.ts';

export interface BranchParams {
  readonly project_id: string;
  readonly branch_id: string;
}

export function findFunctions(context: HandlerContext, { project_id, branch_id }: BranchParams): FunctionRecord[] {
  return servicesOf(findBranch(findProject(context, project_id), branch_id)).functions;
}

export function findFunction(
  context: HandlerContext,
  params: BranchParams & { readonly slug: string },
): FunctionRecord {
  const record = findFunctions(context, params).find(({ slug }) => slug === params.slug);
  if (!record) throw notFound('function');
  return record;
}
