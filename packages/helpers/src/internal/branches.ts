import { type CallOptions, type NeonCaller, NeonUsageError, paginate } from '@neon-api/client';
import { listProjectBranches } from '@neon-api/client/operations';
import type { Branch } from '@neon-api/types';
import { withoutUndefined } from './without-undefined.ts';

/** The branches over all pages, those alone whose name or id contains `search` where it is given. */
export function listBranches(
  neon: NeonCaller,
  { projectId, search }: { readonly projectId: string; readonly search?: string | undefined },
  options?: CallOptions,
): Promise<Branch[]> {
  const params = withoutUndefined({ project_id: projectId, search });
  return paginate(neon, listProjectBranches, params, options).collect();
}

/** `branchId`, or the id of the project's default branch. */
export async function branchIdOr(
  neon: NeonCaller,
  { projectId, branchId }: { readonly projectId: string; readonly branchId?: string | undefined },
  options: CallOptions,
): Promise<string> {
  if (branchId !== undefined) return branchId;
  for await (const branch of paginate(neon, listProjectBranches, { project_id: projectId }, options)) {
    if (branch.default) return branch.id;
  }
  throw new NeonUsageError(`Project ${projectId} shows no default branch. Pass branchId.`);
}
