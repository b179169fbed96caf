import { callAndWait, type NeonCaller } from '@neon-api/client';
import { createProjectBranch } from '@neon-api/client/operations';
import type { Branch, BranchCreateRequest, Operation } from '@neon-api/types';
import { callOptions, HELPER_OPTIONS, type HelperOptions, waitOptions } from '../helper-options.ts';
import {
  type ComputeSize,
  type Ensured,
  getOrMake,
  SIZE_OBJECT,
  toWireSize,
  withoutUndefined,
} from '../internal/index.ts';
import { branchIdRule, either, flag, type OptionRules, required, text, timeRule } from '../options/index.ts';
import { findBranch } from './find-branch.ts';
import { settleBranch } from './settle-branch.ts';

/** What a branch shall be when it is made. */
export interface NewBranch extends HelperOptions {
  readonly projectId: string;
  /** The exact name; unique in a project. */
  readonly name: string;
  /** Default: the project's default branch. */
  readonly parentId?: string | undefined;
  /**
   * Whether a new branch gets a read-write compute to connect to, and of which size. Default: true. A branch that exists
   * is compared with it only where it is given.
   */
  readonly compute?: boolean | ComputeSize | undefined;
  /** When Neon deletes the branch by itself: RFC 3339, at most 30 days ahead. */
  readonly expiresAt?: string | undefined;
  readonly protected?: boolean | undefined;
}

export const NEW_BRANCH: OptionRules<NewBranch> = {
  ...HELPER_OPTIONS,
  projectId: required(text),
  name: required(text),
  parentId: branchIdRule,
  compute: either(flag, SIZE_OBJECT),
  expiresAt: timeRule,
  protected: flag,
};

/** The branch of that name as it is, made if it is missing. */
export function getOrMakeBranch(neon: NeonCaller, options: NewBranch): Promise<Ensured<Branch>> {
  const { projectId, name } = options;
  return getOrMake<Branch>({
    what: `Branch "${name}"`,
    look: () => findBranch(neon, { projectId, name, ...callOptions(options) }),
    make: () => makeBranch(neon, options),
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
