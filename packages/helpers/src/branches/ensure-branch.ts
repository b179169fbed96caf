import { callAndWait, type NeonCaller, NeonUsageError } from '@neon-api/client';
import { listProjectBranchEndpoints, updateProjectBranch } from '@neon-api/client/operations';
import type { Branch, BranchUpdateRequest, Operation } from '@neon-api/types';
import { ensureEndpoint } from '../endpoints/index.ts';
import {
  askedSize,
  assertComputeSize,
  type ComputeSize,
  type Drift,
  type Ensured,
  findDrift,
  inTurn,
  normalizeTime,
  ON_DRIFT,
  type OnDrift,
  settleDrift,
  sizeOf,
  withoutUndefined,
} from '../internal/index.ts';
import { withNote } from '../message-parts.ts';
import { assertOptions, callOptions, type HelperOptions, type OptionRules, waitOptions } from '../options/index.ts';
import { getOrCreateBranch, NEW_BRANCH, type NewBranch } from './get-or-create-branch.ts';

export interface EnsureBranchOptions extends NewBranch {
  /** What to do if the branch exists with other properties. `update` can change `expiresAt`, `protected` and `compute`. Default: `report`. */
  readonly onDrift?: OnDrift | undefined;
}

export type EnsuredBranch = Ensured<Branch>;

const OPTIONS: OptionRules<EnsureBranchOptions> = { ...NEW_BRANCH, onDrift: ON_DRIFT };

/**
 * Returns the branch with this name, and creates it if it is missing. Safe to call again, concurrently, and after an
 * interrupted call: only one branch is created.
 *
 * @throws NeonApiError if Neon refuses, e.g. an unknown project or parent, or too many branches for the plan.
 * @throws NeonUsageError if the branch exists with other properties, and `onDrift` does not allow that.
 * @throws NeonOperationError, NeonTimeoutError if the new branch does not become ready. The branch exists, and you can
 *   resume the wait with `error.token`.
 * @example
 * const { value: branch, created } = await ensureBranch(neon, { projectId, name: 'preview/42' });
 */
export async function ensureBranch(neon: NeonCaller, options: EnsureBranchOptions): Promise<EnsuredBranch> {
  assertOptions('ensureBranch', options, OPTIONS);
  assertComputeSize('ensureBranch', options.compute);
  const { projectId, name, signal } = options;
  // Spec: a protected branch cannot expire.
  if (options.protected && options.expiresAt !== undefined) {
    throw new NeonUsageError('ensureBranch: a protected branch cannot expire. Pass protected or expiresAt, not both.');
  }
  return inTurn(neon, `branch ${projectId} ${name}`, signal, async () => {
    const ensured = await getOrCreateBranch(neon, options);
    return ensured.created ? ensured : compare(neon, ensured, options);
  });
}

async function compare(neon: NeonCaller, ensured: EnsuredBranch, options: EnsureBranchOptions): Promise<EnsuredBranch> {
  const branch = ensured.value;
  const { parentId, expiresAt, compute } = options;
  const drift = findDrift(
    { parentId, protected: options.protected, expiresAt: normalizeTime(expiresAt) },
    { parentId: branch.parent_id, protected: branch.protected, expiresAt: normalizeTime(branch.expires_at) },
  );
  return settleDrift(ensured, {
    what: `Branch "${branch.name}" (${branch.id})`,
    drift: [...drift, ...(await findComputeDrift(neon, branch, compute, options))],
    onDrift: options.onDrift,
    changeable: ['expiresAt', 'protected', 'compute'],
    update: (differences) => updateBranch(neon, branch, options, differences),
  });
}

async function findComputeDrift(
  neon: NeonCaller,
  { id, project_id }: Branch,
  compute: boolean | ComputeSize | undefined,
  options: HelperOptions,
): Promise<Drift[]> {
  if (compute === undefined || compute === false) return [];
  const place = { project_id, branch_id: id };
  const { endpoints } = await listProjectBranchEndpoints(neon, place, callOptions(options));
  const writable = endpoints.find(({ type }) => type === 'read_write');
  if (writable === undefined) return [{ field: 'compute', asked: compute, actual: false }];
  if (compute === true) return [];
  const differs = findDrift(askedSize(compute), sizeOf(writable)).length > 0;
  return differs ? [{ field: 'compute', asked: compute, actual: sizeOf(writable) }] : [];
}

async function updateBranch(
  neon: NeonCaller,
  branch: Branch,
  options: EnsureBranchOptions,
  drift: readonly Drift[],
): Promise<{ value: Branch; operations: readonly Operation[] }> {
  const differs = (field: string): boolean => drift.some((one) => one.field === field);
  const { project_id, id } = branch;
  const change: BranchUpdateRequest['branch'] = withoutUndefined({
    expires_at: differs('expiresAt') ? options.expiresAt : undefined,
    protected: differs('protected') ? options.protected : undefined,
  });
  let value = branch;
  const operations: Operation[] = [];
  if (Object.keys(change).length > 0) {
    const params = { project_id, branch_id: id, body: { branch: change } };
    const answer = await callAndWait(neon, updateProjectBranch, params, waitOptions(options));
    value = answer.branch;
    operations.push(...answer.operations);
  }
  if (differs('compute')) {
    const size = typeof options.compute === 'object' ? options.compute : {};
    const place = { projectId: project_id, branchId: id, onDrift: 'update' as const };
    const ensured = await ensureEndpoint(neon, { ...waitOptions(options), ...place, ...size }).catch(
      (error: unknown) => {
        throw withNote(error, `Branch "${branch.name}" (${id}) exists without its compute. Try again.`);
      },
    );
    operations.push(...ensured.operations);
  }
  return { value, operations };
}
