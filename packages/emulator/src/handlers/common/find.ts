import type { Branch, Database, Endpoint } from '@neon-api/types';
import { notFound } from '../../errors/index.ts';
import type { BranchRecord, ProjectRecord, RoleRecord } from '../../state/index.ts';
import type { SharedContext } from '../handler.ts';

export function findProject({ store }: SharedContext, projectId: string): ProjectRecord {
  const record = store.state.projects.get(projectId);
  if (!record || record.isDeleted) throw notFound('project');
  return record;
}

/** Includes projects whose creation failed: their operations show why. */
export function findOperationsOf({ store }: SharedContext, projectId: string): Pick<ProjectRecord, 'operations'> {
  const record = store.state.projects.get(projectId);
  if (!record || (record.isDeleted && record.failedAt === undefined)) throw notFound('project');
  return record;
}

export function findBranch(project: ProjectRecord, branchId: string): BranchRecord {
  const record = project.branches.get(branchId);
  if (!record) throw notFound('branch');
  return record;
}

/** The parameters of a call on a branch. */
export interface BranchParams {
  readonly project_id: string;
  readonly branch_id: string;
}

/** A branch and its project. */
export interface ProjectBranch {
  readonly project: ProjectRecord;
  readonly record: BranchRecord;
}

export function findProjectBranch(context: SharedContext, { project_id, branch_id }: BranchParams): ProjectBranch {
  const project = findProject(context, project_id);
  return { project, record: findBranch(project, branch_id) };
}

export function findEndpoint(project: ProjectRecord, endpointId: string): Endpoint {
  const endpoint = project.endpoints.get(endpointId);
  if (!endpoint) throw notFound('endpoint');
  return endpoint;
}

export function findRole({ roles }: BranchRecord, name: string): RoleRecord {
  const record = roles.find(({ role }) => role.name === name);
  if (!record) throw notFound('role');
  return record;
}

export function findDatabase({ databases }: BranchRecord, name: string): Database {
  const database = databases.find((candidate) => candidate.name === name);
  if (!database) throw notFound('database');
  return database;
}

/** Yields the branch and its ancestors, nearest first. */
export function* lineOf({ branches }: Pick<ProjectRecord, 'branches'>, record: BranchRecord): Iterable<BranchRecord> {
  for (let at: BranchRecord | undefined = record; at; at = branches.get(at.branch.parent_id ?? '')) yield at;
}

export function findDefaultBranch({ branches, project }: ProjectRecord): BranchRecord {
  for (const record of branches.values()) if (record.branch.default) return record;
  throw new Error(`Project ${project.id} has no default branch.`);
}

export function endpointsOf({ endpoints }: ProjectRecord, branchId: string): Endpoint[] {
  return [...endpoints.values()].filter(({ branch_id }) => branch_id === branchId);
}

export function childrenOf({ branches }: ProjectRecord, branchId: string): Branch[] {
  return [...branches.values()].map(({ branch }) => branch).filter(({ parent_id }) => parent_id === branchId);
}
