import { notFound } from '../../errors/index.ts';
import type { FunctionRecord } from '../../state/index.ts';
import { type BranchParams, findProjectBranch, servicesOf } from '../common/index.ts';
import type { HandlerContext } from '../handler.ts';

export function findFunctions(context: HandlerContext, params: BranchParams): FunctionRecord[] {
  return servicesOf(findProjectBranch(context, params).record).functions;
}

export function findFunction(
  context: HandlerContext,
  params: BranchParams & { readonly slug: string },
): FunctionRecord {
  const record = findFunctions(context, params).find(({ slug }) => slug === params.slug);
  if (!record) throw notFound('function');
  return record;
}
