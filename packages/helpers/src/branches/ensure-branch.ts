import { isNeonError, type NeonClient, waitForOperations } from '@neon-api/client';
import { createProjectBranch } from '@neon-api/client/operations';
import type { Branch, BranchCreateRequest, Operation } from '@neon-api/types';
import { callOptions, type HelperOptions, waitOptions } from '../helper-options.ts';
import { findBranch } from './find-branch.ts';

export interface EnsureBranchOptions extends HelperOptions {
  readonly projectId: string;
  /** The exact name; unique in a project. */
  readonly name: string;
  /** Default: the project's default branch. Only used when the branch is made. */
  readonly parentId?: string;
  /** Whether a new branch gets a read-write compute to connect to. Default: true. */
  readonly compute?: boolean;
}

export interface EnsuredBranch {
  readonly value: Branch;
  /** False when the branch was there before. */
  readonly created: boolean;
  /** The finished operations of its creation; empty when it was there before. */
  readonly operations: readonly Operation[];
}

/**
 * The branch of that name, made if it is missing. Safe to call twice, and by several callers at once: one makes it,
 * the others get it.
 *
 * @throws NeonApiError when Neon refuses, e.g. an unknown project or parent, or a plan's limit of branches.
 * @throws NeonOperationError, NeonTimeoutError when the new branch does not become ready.
 */
export async function ensureBranch(neon: NeonClient, options: EnsureBranchOptions): Promise<EnsuredBranch> {
  const existing = await findByName(neon, options);
  if (existing !== undefined) return { value: existing, created: false, operations: [] };
  try {
    return await makeBranch(neon, options);
  } catch (error) {
    // Somebody else made it since we looked.
    const theirs = isConflict(error) ? await findByName(neon, options) : undefined;
    if (theirs === undefined) throw error;
    return { value: theirs, created: false, operations: [] };
  }
}

async function makeBranch(neon: NeonClient, options: EnsureBranchOptions): Promise<EnsuredBranch> {
  const { projectId, name, parentId, compute = true } = options;
  const body: BranchCreateRequest = {
    branch: { name, ...(parentId !== undefined && { parent_id: parentId }) },
    ...(compute && { endpoints: [{ type: 'read_write' }] }),
  };
  const answer = await createProjectBranch(neon, { project_id: projectId, body }, callOptions(options));
  const operations = await waitForOperations(neon, answer, waitOptions(options));
  return { value: answer.branch, created: true, operations };
}

function findByName(neon: NeonClient, options: EnsureBranchOptions): Promise<Branch | undefined> {
  const { projectId, name } = options;
  const matches = (branch: Branch): boolean => branch.name === name;
  return findBranch(neon, { projectId, search: name, matches }, callOptions(options));
}

function isConflict(error: unknown): boolean {
  return isNeonError(error) && error.name === 'NeonApiError' && error.status === 409;
}
