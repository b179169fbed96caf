import { NeonUsageError } from '@neon-api/client';
import { findBranch } from '../branches/index.ts';
import { branchIdOrDefault } from '../internal/index.ts';
import { type BranchPlace, callOptions } from '../options/index.ts';
import type { CommandContext } from './command.ts';
import { findProjectId } from './find-project.ts';

// Spec: the pattern of ids.
const ID = /^[a-z0-9-]{1,60}$/;

/** Finds the project, and the branch of `--branch`, of the linked folder, or the default branch, in this order. */
export async function findPlace(context: CommandContext): Promise<BranchPlace> {
  const { neon, flags, wait, linked } = context;
  const projectId = await findProjectId(context);
  const branch = flags.get('branch') ?? (linked.projectId === projectId ? linked.branch : undefined);
  if (branch === undefined)
    return { projectId, branchId: await branchIdOrDefault(neon, { projectId }, callOptions(wait)) };
  return { projectId, branchId: await findBranchId(context, projectId, branch) };
}

/** Finds a branch by id or exact name. */
export async function findBranchId({ neon, wait }: CommandContext, projectId: string, branch: string): Promise<string> {
  const call = { projectId, ...callOptions(wait) };
  const found =
    (await findBranch(neon, { ...call, name: branch })) ??
    (ID.test(branch) && branch.startsWith('br-') ? await findBranch(neon, { ...call, id: branch }) : undefined);
  if (found !== undefined) return found.id;
  throw new NeonUsageError(`Project ${projectId} has no branch with the name or id ${JSON.stringify(branch)}.`);
}
