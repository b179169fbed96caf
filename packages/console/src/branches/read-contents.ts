import type { NeonCaller } from '@neon-api/client/minimal';
import { listProjectBranchDatabases, listProjectBranchRoles } from '@neon-api/client/operations';
import type { Database, Role } from '@neon-api/types';

export interface BranchPlace {
  readonly projectId: string;
  readonly branchId: string;
}

export interface Contents {
  readonly databases: readonly Database[];
  readonly roles: readonly Role[];
}

export async function readContents(neon: NeonCaller, { projectId, branchId }: BranchPlace): Promise<Contents> {
  const place = { project_id: projectId, branch_id: branchId };
  const [{ databases }, { roles }] = await Promise.all([
    listProjectBranchDatabases(neon, place),
    listProjectBranchRoles(neon, place),
  ]);
  return { databases, roles };
}
