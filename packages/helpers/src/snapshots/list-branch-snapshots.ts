import type { CallOptions, NeonCaller } from '@neon-api/client';
import { listSnapshots } from '@neon-api/client/operations';
import type { Snapshot } from '@neon-api/types';

/** Lists the snapshots of a branch, or of all branches if `branchId` is undefined. Neon does not paginate this list. */
export async function listBranchSnapshots(
  neon: NeonCaller,
  projectId: string,
  branchId: string | undefined,
  options: CallOptions,
): Promise<readonly Snapshot[]> {
  const { snapshots } = await listSnapshots(neon, { project_id: projectId }, options);
  if (branchId === undefined) return snapshots;
  return snapshots.filter(({ source_branch_id }) => source_branch_id === branchId);
}
