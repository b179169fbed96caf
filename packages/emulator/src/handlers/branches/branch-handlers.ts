import type {
  Branch,
  CountProjectBranchesParams,
  CountProjectBranchesResponse,
  GetProjectBranchParams,
  GetProjectBranchResponse,
  ListProjectBranchesParams,
  ListProjectBranchesResponse,
  SetDefaultProjectBranchParams,
  SetDefaultProjectBranchResponse,
  UpdateProjectBranchParams,
  UpdateProjectBranchResponse,
} from '@neon-api/types';
import { ruleForbids } from '../../errors/index.ts';
import { requireUnlocked } from '../../operations/index.ts';
import type { BranchRecord, DeletedBranchRecord, ProjectRecord } from '../../state/index.ts';
import { timestampOf } from '../../support/index.ts';
import {
  childrenOf,
  findBranch,
  findDefaultBranch,
  findProject,
  paginate,
  recoverableUntil,
  refreshAwake,
  showBranch,
  showNext,
} from '../common/index.ts';
import type { Handler } from '../handler.ts';
import { showAnnotation } from './annotations.ts';
import { checkBranchNameIsFree, checkExpiry } from './branch-rules.ts';
import { secondsUntil } from './new-branch.ts';

/** The page size without a limit: the whole list. */
const LARGEST_PAGE = 10_000;

export const listProjectBranches: Handler<ListProjectBranchesParams, ListProjectBranchesResponse> = async (
  context,
  params,
) => {
  const { project_id, search, sort_by = 'updated_at', sort_order = 'desc', limit = LARGEST_PAGE, cursor } = params;
  const project = findProject(context, project_id);
  await refreshAwake(context, project, project.branches.values());
  const deleted = params.include_deleted ? project.deletedBranches : [];
  const found = searchBranches([...project.branches.values(), ...deleted], search);
  const page = paginate(found, {
    positionOf: ({ branch }) => [branch[sort_by], branch.id],
    order: sort_order,
    limit,
    cursor,
  });
  const annotated = page.items.filter(({ annotation }) => annotation);
  const nowMs = context.clock.now();
  return {
    branches: page.items.map((record) => ({ ...showBranch(project, record, nowMs), ...showRecovery(record) })),
    annotations: Object.fromEntries(annotated.map((record) => [record.branch.id, showAnnotation(record)])),
    pagination: { ...showNext(page), sort_by, sort_order },
  };
};

/** Spec: present only when deleted branches are listed. */
function showRecovery(record: BranchRecord | DeletedBranchRecord): Pick<Branch, 'recovery'> | undefined {
  if (!('deletedAt' in record)) return undefined;
  const { deletedAt, deletionMethod } = record;
  return {
    recovery: {
      deleted_at: deletedAt,
      recoverable_until: recoverableUntil(deletedAt),
      deletion_method: deletionMethod,
    },
  };
}

export const countProjectBranches: Handler<CountProjectBranchesParams, CountProjectBranchesResponse> = (
  context,
  { project_id, search },
) => ({ count: searchBranches([...findProject(context, project_id).branches.values()], search).length });

function searchBranches(branches: readonly BranchRecord[], search = ''): BranchRecord[] {
  const text = search.toLowerCase();
  return branches.filter(({ branch }) =>
    [branch.id, branch.name].some((candidate) => candidate.toLowerCase().includes(text)),
  );
}

export const getProjectBranch: Handler<GetProjectBranchParams, GetProjectBranchResponse> = async (context, params) => {
  const project = findProject(context, params.project_id);
  const record = findBranch(project, params.branch_id);
  await refreshAwake(context, project, [record]);
  return { branch: showBranch(project, record, context.clock.now()), annotation: showAnnotation(record) };
};

export const updateProjectBranch: Handler<UpdateProjectBranchParams, UpdateProjectBranchResponse> = (
  context,
  { project_id, branch_id, body },
) => {
  const project = findProject(context, project_id);
  const record = findBranch(project, branch_id);
  const { branch } = record;
  requireUnlocked(project);
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
  return { branch: showBranch(project, record, context.clock.now()), operations: [] };
};

export const setDefaultProjectBranch: Handler<SetDefaultProjectBranchParams, SetDefaultProjectBranchResponse> = (
  context,
  { project_id, branch_id },
) => {
  const project = findProject(context, project_id);
  const record = findBranch(project, branch_id);
  requireUnlocked(project);
  if (record.branch.expires_at !== undefined) {
    throw ruleForbids('an expiring branch cannot become the default; remove its expires_at first');
  }
  makeDefault(project, record);
  record.branch.updated_at = timestampOf(context.clock);
  return { branch: showBranch(project, record, context.clock.now()), operations: [] };
};

/** Makes the branch the project's only default. */
export function makeDefault(project: ProjectRecord, { branch }: BranchRecord): void {
  const { branch: previous } = findDefaultBranch(project);
  previous.default = false;
  previous.primary = false;
  branch.default = true;
  branch.primary = true;
}
