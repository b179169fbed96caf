import type { NeonCaller } from '@neon-api/client';
import { getProjectBranch } from '@neon-api/client/operations';
import type { Branch } from '@neon-api/types';
import { assertIdOrName, type ByIdOrName, expectAtMostOne, listBranches } from '../internal/index.ts';
import { undefinedOn404 } from '../lost-answer.ts';
import {
  assertOptions,
  type OptionRules,
  PROJECT_OPTION,
  type ProjectOption,
  SIGNAL_OPTION,
  type SignalOption,
  text,
} from '../options/index.ts';

export type FindBranchOptions = ByIdOrName & ProjectOption & SignalOption;

const OPTIONS: OptionRules<FindBranchOptions> = {
  ...PROJECT_OPTION,
  ...SIGNAL_OPTION,
  id: text,
  name: text,
};

/**
 * Finds a branch by id or exact name, on all pages. Returns undefined if there is no match.
 *
 * @throws NeonUsageError if several branches have the name
 * @throws NeonApiError if you search by name and the project does not exist
 * @example
 * const branch = await findBranch(neon, { projectId, name: 'preview/42' });
 */
export async function findBranch(neon: NeonCaller, options: FindBranchOptions): Promise<Branch | undefined> {
  assertOptions('findBranch', options, OPTIONS);
  assertIdOrName('findBranch', options);
  const { projectId, id, name, signal } = options;
  if (id !== undefined) {
    return (await undefinedOn404(getProjectBranch(neon, { project_id: projectId, branch_id: id }, { signal })))?.branch;
  }
  // `search` also matches parts of names. It only reduces the response; the exact comparison follows.
  const branches = await listBranches(neon, { projectId, search: name }, { signal });
  const named = branches.filter((branch) => branch.name === name);
  return expectAtMostOne(named, `branches named "${name}" in project ${projectId}`);
}
