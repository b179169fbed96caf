import { type CallOptions, type NeonCaller, paginate } from '@neon-api/client';
import { listProjectBranches } from '@neon-api/client/operations';
import type { Branch } from '@neon-api/types';
import { term, usageError } from '../message-parts.ts';
import type { BranchOrDefault, ProjectOption } from '../options/index.ts';
import { withoutUndefined } from './without-undefined.ts';

/** Lists all branches of a project, on all pages. With `search`, only those whose name or id contains it. */
export function listBranches(
  neon: NeonCaller,
  { projectId, search }: ProjectOption & { readonly search?: string | undefined },
  options?: CallOptions,
): Promise<Branch[]> {
  return paginate(neon, listProjectBranches, withoutUndefined({ project_id: projectId, search }), options).collect();
}

// Spec: the largest page. Docs: a project has at most 5,000 branches, so one page is enough.
const LARGEST_PAGE = 10_000;

/** Returns `branchId`, or the id of the project's default branch. */
export async function branchIdOrDefault(
  neon: NeonCaller,
  { projectId, branchId }: BranchOrDefault,
  options: CallOptions,
): Promise<string> {
  if (branchId !== undefined) return branchId;
  const { branches } = await listProjectBranches(neon, { project_id: projectId, limit: LARGEST_PAGE }, options);
  const found = branches.find((branch) => branch.default);
  if (found !== undefined) return found.id;
  throw usageError`Project ${projectId} has no visible default branch. Pass ${term('branchId')}.`;
}
