import type {
  CountProjectBranchesParams,
  CountProjectBranchesResponse,
  DeleteProjectBranchParams,
  DeleteProjectBranchResponse,
  GetProjectBranchParams,
  GetProjectBranchResponse,
  ListProjectBranchesParams,
  ListProjectBranchesResponse,
  SetDefaultProjectBranchParams,
  SetDefaultProjectBranchResponse,
  UpdateProjectBranchParams,
  UpdateProjectBranchResponse,
} from '@neon-api/types';
import { ruleForbids } from '../errors/index.ts';
import { planDeleteBranch, requireUnlocked } from '../operations/index.ts';
import type { BranchRecord, ProjectRecord } from '../state/index.ts';
import { timestampOf } from '../support/index.ts';
import { showAnnotation } from './annotations.ts';
import { checkBranchNameIsFree, checkDeletable, checkExpiry } from './branch-rules.ts';
import { childrenOf, endpointsOf, findBranch, findDefaultBranch, findProject } from './find.ts';
import type { Handler } from './handler.ts';
import { secondsUntil } from './new-records.ts';
import { paginate } from './paginate.ts';
import { showOperations } from './show.ts';

/** Without a limit the whole list comes: the largest page there is. */
const LARGEST_PAGE = 10_000;

export const listProjectBranches: Handler<ListProjectBranchesParams, ListProjectBranchesResponse> = (
  context,
  params,
) => {
  const { project_id, search, sort_by = 'updated_at', sort_order = 'desc', limit = LARGEST_PAGE, cursor } = params;
  const found = searchBranches(findProject(context, project_id), search);
  const page = paginate(found, {
    positionOf: ({ branch }) => [branch[sort_by], branch.id],
    order: sort_order,
    limit,
    cursor,
  });
  const annotated = page.items.filter(({ annotation }) => annotation);
  return {
    branches: page.items.map(({ branch }) => ({ ...branch })),
    annotations: Object.fromEntries(annotated.map((record) => [record.branch.id, showAnnotation(record)])),
    pagination: { ...(page.hasMore && page.cursor ? { next: page.cursor } : {}), sort_by, sort_order },
  };
};

export const countProjectBranches: Handler<CountProjectBranchesParams, CountProjectBranchesResponse> = (
  context,
  { project_id, search },
) => ({ count: searchBranches(findProject(context, project_id), search).length });

function searchBranches({ branches }: ProjectRecord, search = ''): BranchRecord[] {
  const text = search.toLowerCase();
  return [...branches.values()].filter(({ branch }) =>
    [branch.id, branch.name].some((candidate) => candidate.toLowerCase().includes(text)),
  );
}

export const getProjectBranch: Handler<GetProjectBranchParams, GetProjectBranchResponse> = (context, params) => {
  const record = findBranch(findProject(context, params.project_id), params.branch_id);
  return { branch: { ...record.branch }, annotation: showAnnotation(record) };
};

export const updateProjectBranch: Handler<UpdateProjectBranchParams, UpdateProjectBranchResponse> = (
  context,
  { project_id, branch_id, body },
) => {
  const project = findProject(context, project_id);
  const { branch } = findBranch(project, branch_id);
  const { name, protected: isProtected = branch.protected, expires_at } = body.branch;
  const expiresAt = expires_at === undefined ? branch.expires_at : (expires_at ?? undefined);
  if (name !== undefined) checkBranchNameIsFree(project, name, branch_id);
  const isParent = childrenOf(project, branch_id).length > 0;
  checkExpiry(expiresAt, { isDefault: branch.default, isProtected, isParent }, context.clock.now());

  if (name !== undefined) branch.name = name;
  branch.protected = isProtected;
  if (expires_at === null) {
    delete branch.expires_at;
    delete branch.ttl_interval_seconds;
  } else if (expires_at !== undefined) {
    branch.expires_at = expires_at;
    branch.ttl_interval_seconds = secondsUntil(expires_at, context.clock.now());
  }
  branch.updated_at = timestampOf(context.clock);
  return { branch: { ...branch }, operations: [] };
};

/** Spec: 204 when there is no such branch (any more). */
export const deleteProjectBranch: Handler<DeleteProjectBranchParams, DeleteProjectBranchResponse> = (
  context,
  { project_id, branch_id },
) => {
  const project = findProject(context, project_id);
  const record = project.branches.get(branch_id);
  if (!record) return undefined;
  requireUnlocked(project);
  checkDeletable(project, record.branch);

  const endpoints = endpointsOf(project, branch_id);
  const scheduled = context.operations.schedule(project, planDeleteBranch(branch_id, endpoints));
  project.branches.delete(branch_id);
  for (const { id } of endpoints) project.endpoints.delete(id);
  const branch = { ...record.branch, pending_state: 'storage_deleted', updated_at: timestampOf(context.clock) };
  return { branch, operations: showOperations(scheduled) };
};

export const setDefaultProjectBranch: Handler<SetDefaultProjectBranchParams, SetDefaultProjectBranchResponse> = (
  context,
  { project_id, branch_id },
) => {
  const project = findProject(context, project_id);
  const { branch } = findBranch(project, branch_id);
  if (branch.expires_at !== undefined) {
    throw ruleForbids('an expiring branch cannot become the default; remove its expires_at first');
  }
  const { branch: former } = findDefaultBranch(project);
  former.default = false;
  former.primary = false;
  branch.default = true;
  branch.primary = true;
  branch.updated_at = timestampOf(context.clock);
  return { branch: { ...branch }, operations: [] };
};
