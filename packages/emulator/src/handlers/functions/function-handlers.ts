import type {
  DeleteProjectBranchFunctionParams,
  GetProjectBranchFunctionParams,
  GetProjectBranchFunctionResponse,
  ListProjectBranchFunctionsParams,
  ListProjectBranchFunctionsResponse,
  NeonFunction,
  UpdateProjectBranchFunctionParams,
  UpdateProjectBranchFunctionResponse,
} from '@neon-api/types';
import { badRequest } from '../../errors/index.ts';
import type { FunctionRecord } from '../../state/index.ts';
import { type BranchParams, paginate, showNext } from '../common/index.ts';
import type { Handler, HandlerContext } from '../handler.ts';
import { findFunction, findFunctions } from './find-function.ts';

const LARGEST_PAGE = 1000;

export const listProjectBranchFunctions: Handler<
  ListProjectBranchFunctionsParams,
  ListProjectBranchFunctionsResponse
> = (context, params) => {
  const page = paginate(findFunctions(context, params), {
    positionOf: ({ slug, id }) => [slug, id],
    order: 'asc',
    limit: params.limit ?? LARGEST_PAGE,
    cursor: params.cursor,
  });
  return {
    functions: page.items.map((record) => showFunction(context, params, record)),
    pagination: showNext(page),
  };
};

export const getProjectBranchFunction: Handler<GetProjectBranchFunctionParams, GetProjectBranchFunctionResponse> = (
  context,
  params,
) => ({ function: showFunction(context, params, findFunction(context, params)) });

/** Spec: `null` resets the display name to the slug. Names are trimmed, and must not be blank. */
export const updateProjectBranchFunction: Handler<
  UpdateProjectBranchFunctionParams,
  UpdateProjectBranchFunctionResponse
> = (context, params) => {
  const record = findFunction(context, params);
  const name = params.body.name?.trim();
  if (name === '') throw badRequest('body.name must not be blank');
  if (name === undefined) delete record.displayName;
  else record.displayName = name;
  return { function: showFunction(context, params, record) };
};

export const deleteProjectBranchFunction: Handler<DeleteProjectBranchFunctionParams, undefined> = (context, params) => {
  const functions = findFunctions(context, params);
  functions.splice(functions.indexOf(findFunction(context, params)), 1);
  return undefined;
};

/** The newest deployment is the active one. Spec: the invocation URL names the branch and the slug, and ends with `/`. */
function showFunction(
  { origin }: HandlerContext,
  { branch_id: branchId }: BranchParams,
  record: FunctionRecord,
): NeonFunction {
  const { id, slug, displayName = slug, createdAt, deployments } = record;
  const newest = deployments.at(-1);
  return {
    id,
    slug,
    name: displayName,
    created_at: createdAt,
    invocation_url: `${origin}/functions/${branchId}-${slug}/`,
    ...(newest ? { active_deployment: { ...newest }, current_deployment: { ...newest } } : {}),
  };
}
