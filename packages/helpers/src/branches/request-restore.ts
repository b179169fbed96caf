import { callAndWait, type NeonClient } from '@neon-api/client';
import { getProjectBranch, restoreProjectBranch } from '@neon-api/client/operations';
import type { Branch, BranchRestoreRequest, Operation } from '@neon-api/types';
import { callOptions, type HelperOptions, waitOptions } from '../helper-options.ts';
import { awaitRunning } from '../internal/index.ts';
import { isLostAnswer } from '../lost-answer.ts';
import { findBranch } from './find-branch.ts';

const MOST_LOST_ANSWERS = 2;

/** Asks for a restore and waits for it. After a lost answer it looks whether the restore has begun. */
export async function requestRestore(
  neon: NeonClient,
  before: Branch,
  body: BranchRestoreRequest,
  options: HelperOptions,
): Promise<{ readonly branch: Branch; readonly operations: readonly Operation[] }> {
  const place = { project_id: before.project_id, branch_id: before.id };
  const read = async (): Promise<Branch> => (await getProjectBranch(neon, place, callOptions(options))).branch;
  for (let lost = 0; ; lost += 1) {
    try {
      const { operations } = await callAndWait(neon, restoreProjectBranch, { ...place, body }, waitOptions(options));
      return { branch: await read(), operations };
    } catch (error) {
      if (!isLostAnswer(error) || lost >= MOST_LOST_ANSWERS) throw error;
      if (!(await hasBegun(neon, before, await read(), body, options))) continue;
      const running = { projectId: before.project_id, branchId: before.id };
      const operations = await awaitRunning(neon, running, options);
      return { branch: await read(), operations };
    }
  }
}

async function hasBegun(
  neon: NeonClient,
  before: Branch,
  now: Branch,
  { preserve_under_name: name }: BranchRestoreRequest,
  options: HelperOptions,
): Promise<boolean> {
  // The name was chosen for this restore.
  if (name !== undefined) {
    return (await findBranch(neon, { projectId: before.project_id, name, ...callOptions(options) })) !== undefined;
  }
  return (['last_reset_at', 'parent_id', 'parent_lsn', 'parent_timestamp', 'state_changed_at'] as const).some(
    (field) => now[field] !== before[field],
  );
}
