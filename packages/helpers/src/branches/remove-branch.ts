import { callAndWait, type NeonCaller } from '@neon-api/client';
import { deleteProjectBranch } from '@neon-api/client/operations';
import { hasStatus, isLostAnswer, MOST_LOST_ANSWERS } from '../lost-answer.ts';
import { type BranchPlace, type HelperOptions, waitOptions } from '../options/index.ts';

/** Deletes a branch and waits. Returns false if the branch did not exist. */
export async function removeBranch(
  neon: NeonCaller,
  { projectId, branchId }: BranchPlace,
  options: HelperOptions,
): Promise<boolean> {
  const place = { project_id: projectId, branch_id: branchId };
  for (let lost = 0; ; lost += 1) {
    try {
      // Spec: 204, without a body, if the branch does not exist.
      return (await callAndWait(neon, deleteProjectBranch, place, waitOptions(options))) !== undefined || lost > 0;
    } catch (error) {
      if (hasStatus(error, 404)) return lost > 0;
      // Ids are never reused, so a second delete is safe.
      if (!isLostAnswer(error) || lost >= MOST_LOST_ANSWERS) throw error;
    }
  }
}
