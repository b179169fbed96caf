import { NeonUsageError } from '@neon-api/client';
import { findBranch } from '../branches/index.ts';
import { callOptions } from '../helper-options.ts';
import { branchIdOr } from '../internal/index.ts';
import type { CommandContext } from './command.ts';

// Spec: the pattern of ids.
const ID = /^[a-z0-9-]{1,60}$/;

export interface BranchPlace {
  readonly projectId: string;
  readonly branchId: string;
}

/** The project of `--project`, and the branch of `--branch`: an id or an exact name; else the default branch. */
export async function findPlace(context: CommandContext): Promise<BranchPlace> {
  const { neon, flags, wait } = context;
  const projectId = flags.need('project');
  const branch = flags.get('branch');
  if (branch === undefined) return { projectId, branchId: await branchIdOr(neon, { projectId }, callOptions(wait)) };
  return { projectId, branchId: await findBranchId(context, branch) };
}

/** The branch of `--project` with that id or exact name. */
export async function findBranchId({ neon, flags, wait }: CommandContext, branch: string): Promise<string> {
  const projectId = flags.need('project');
  const call = { projectId, ...callOptions(wait) };
  const found =
    (await findBranch(neon, { ...call, name: branch })) ??
    (ID.test(branch) ? await findBranch(neon, { ...call, id: branch }) : undefined);
  if (found !== undefined) return found.id;
  throw new NeonUsageError(`Project ${projectId} has no branch with the name or id ${JSON.stringify(branch)}.`);
}
