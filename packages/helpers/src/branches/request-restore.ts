import { callAndWait, type NeonCaller } from '@neon-api/client';
import { getProjectBranch, restoreProjectBranch } from '@neon-api/client/operations';
import type { Branch, BranchRestoreRequest, Operation } from '@neon-api/types';
import { awaitRunning } from '../internal/index.ts';
import { isLostAnswer, MOST_LOST_ANSWERS, recheckAfterLostAnswer } from '../lost-answer.ts';
import { withNote } from '../message-parts.ts';
import { callOptions, type HelperOptions, waitOptions } from '../options/index.ts';
import { findBranch } from './find-branch.ts';

/** Starts a restore and waits for it. */
export async function requestRestore(
  neon: NeonCaller,
  before: Branch,
  body: BranchRestoreRequest,
  options: HelperOptions,
): Promise<{ readonly branch: Branch; readonly operations: readonly Operation[] }> {
  const operations = await restoreOnce(neon, before, body, options);
  const branch = await readAgain(neon, before, options).catch((error: unknown) => {
    throw withNote(error, `Branch "${before.name}" (${before.id}) is restored.`);
  });
  return { branch, operations };
}

/** Sends the restore. After a lost response, checks whether the restore has started before it retries. */
async function restoreOnce(
  neon: NeonCaller,
  before: Branch,
  body: BranchRestoreRequest,
  options: HelperOptions,
): Promise<readonly Operation[]> {
  const { project_id, id: branch_id } = before;
  const params = { project_id, branch_id, body };
  for (let lost = 0; ; lost += 1) {
    try {
      return (await callAndWait(neon, restoreProjectBranch, params, waitOptions(options))).operations;
    } catch (error) {
      if (!isLostAnswer(error) || lost >= MOST_LOST_ANSWERS) throw error;
      const hasBegun = await recheckAfterLostAnswer(error, () => hasChanged(neon, before, body, options));
      if (hasBegun) {
        return recheckAfterLostAnswer(error, () =>
          awaitRunning(neon, { projectId: project_id, branchId: branch_id }, options),
        );
      }
    }
  }
}

async function readAgain(neon: NeonCaller, { project_id, id }: Branch, options: HelperOptions): Promise<Branch> {
  return (await getProjectBranch(neon, { project_id, branch_id: id }, callOptions(options))).branch;
}

async function hasChanged(
  neon: NeonCaller,
  before: Branch,
  { preserve_under_name: name }: BranchRestoreRequest,
  options: HelperOptions,
): Promise<boolean> {
  // The backup name was chosen for this restore, so a branch with that name shows that it has started.
  if (name !== undefined) {
    return (await findBranch(neon, { projectId: before.project_id, name, ...callOptions(options) })) !== undefined;
  }
  const now = await readAgain(neon, before, options);
  return (['last_reset_at', 'parent_id', 'parent_lsn', 'parent_timestamp', 'state_changed_at'] as const).some(
    (field) => now[field] !== before[field],
  );
}
