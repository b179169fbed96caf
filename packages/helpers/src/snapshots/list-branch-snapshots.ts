import type { CallOptions, NeonCaller } from '@neon-api/client';
import { listSnapshots } from '@neon-api/client/operations';
import type { Snapshot } from '@neon-api/types';

/** The snapshots of a branch; this list of Neon's has no pages. */
export async function listBranchSnapshots(
  neon: NeonCaller,
  projectId: string,
  branchId: string,
  options: CallOptions,
): Promise<readonly Snapshot[]> {
  const { snapshots } = await listSnapshots(neon, { project_id: projectId }, options);
  return snapshots.filter(({ source_branch_id }) => source_branch_id === branchId);
}
