import { callAndWait, type NeonCaller } from '@neon-api/client';
import { createProjectBranch, getProjectBranch } from '@neon-api/client/operations';
import type { Branch, BranchCreateRequest, Operation } from '@neon-api/types';
import {
  awaitRunning,
  type ComputeSize,
  type Ensured,
  getOrCreate,
  isFresh,
  SIZE_OBJECT,
  toWireSize,
  withoutUndefined,
} from '../internal/index.ts';
import {
  callOptions,
  either,
  flag,
  HELPER_OPTIONS,
  type HelperOptions,
  type OptionRules,
  PARENT_OPTION,
  type ParentOption,
  PROJECT_OPTION,
  type ProjectOption,
  required,
  text,
  timeRule,
  waitOptions,
} from '../options/index.ts';
import { findBranch } from './find-branch.ts';

/** Properties of a new branch. */
export interface NewBranch extends ProjectOption, ParentOption, HelperOptions {
  /** Exact name, unique in the project. */
  readonly name: string;
  /**
   * Whether a new branch gets a read-write compute, and its size. An existing branch is compared with this only if you
   * pass it. Default: true.
   */
  readonly compute?: boolean | ComputeSize | undefined;
  /** When Neon deletes the branch: RFC 3339, at most 30 days ahead. Default: never. */
  readonly expiresAt?: string | undefined;
  readonly protected?: boolean | undefined;
}

export const NEW_BRANCH: OptionRules<NewBranch> = {
  ...HELPER_OPTIONS,
  ...PROJECT_OPTION,
  ...PARENT_OPTION,
  name: required(text),
  compute: either(flag, SIZE_OBJECT),
  expiresAt: timeRule,
  protected: flag,
};

/** Returns the branch with this name without comparing it, and creates it if it is missing. */
export function getOrCreateBranch(neon: NeonCaller, options: NewBranch): Promise<Ensured<Branch>> {
  const { projectId, name } = options;
  return getOrCreate<Branch>({
    what: `Branch "${name}"`,
    find: () => findBranch(neon, { projectId, name, ...callOptions(options) }),
    create: () => makeBranch(neon, options),
    settle: (branch) => settleBranch(neon, branch, options),
    unique: true,
  });
}

async function makeBranch(
  neon: NeonCaller,
  options: NewBranch,
): Promise<{ value: Branch; operations: readonly Operation[] }> {
  const { projectId, name, parentId, compute = true, expiresAt, protected: isProtected } = options;
  const body: BranchCreateRequest = {
    branch: withoutUndefined({ name, parent_id: parentId, expires_at: expiresAt, protected: isProtected }),
    ...(compute !== false && {
      endpoints: [{ type: 'read_write', ...(compute !== true && toWireSize(compute)) }],
    }),
  };
  const params = { project_id: projectId, body };
  const { branch, operations } = await callAndWait(neon, createProjectBranch, params, waitOptions(options));
  return { value: branch, operations };
}

/** Returns the branch after its running operations have ended. An interrupted call may have started them. */
async function settleBranch(neon: NeonCaller, branch: Branch, options: HelperOptions): Promise<Branch> {
  const { project_id, id } = branch;
  const isReady = (branch.current_state === 'ready' || branch.current_state === 'archived') && !branch.pending_state;
  if (isReady && !isFresh(neon, branch.created_at)) return branch;
  await awaitRunning(neon, { projectId: project_id, branchId: id }, options);
  if (isReady) return branch;
  return (await getProjectBranch(neon, { project_id, branch_id: id }, callOptions(options))).branch;
}
