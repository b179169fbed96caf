import type { NeonCaller } from '@neon-api/client';
import { getProjectBranch } from '@neon-api/client/operations';
import type { Branch } from '@neon-api/types';
import { awaitRunning, isFresh } from '../internal/index.ts';
import { callOptions, type HelperOptions } from '../options/index.ts';

/** The branch once what was started on it has ended, perhaps by a call that was cut off. */
export async function settleBranch(neon: NeonCaller, branch: Branch, options: HelperOptions): Promise<Branch> {
  const { project_id, id } = branch;
  const isReady = (branch.current_state === 'ready' || branch.current_state === 'archived') && !branch.pending_state;
  if (isReady && !isFresh(neon, branch.created_at)) return branch;
  await awaitRunning(neon, { projectId: project_id, branchId: id }, options);
  if (isReady) return branch;
  return (await getProjectBranch(neon, { project_id, branch_id: id }, callOptions(options))).branch;
}
