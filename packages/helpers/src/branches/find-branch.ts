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
 * The branch of that id or exact name, over all pages; undefined when there is none.
 *
 * @throws NeonUsageError when several branches have the name
 * @throws NeonApiError when the project does not exist and it is looked for by name
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
  // Narrows what the server sends: parts of names match, so that the comparison has the last word.
  const branches = await listBranches(neon, { projectId, search: name }, { signal });
  const named = branches.filter((branch) => branch.name === name);
  return expectAtMostOne(named, `branches named "${name}" in project ${projectId}`);
}
