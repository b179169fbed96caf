import { type NeonCaller, NeonUsageError } from '@neon-api/client';
import { getProjectBranch, updateProjectBranch } from '@neon-api/client/operations';
import type { Branch } from '@neon-api/types';
import { type ConnectionUris, chooseInheritedLogin, type Login, readUris } from '../connections/index.ts';
import { ensureEndpoint } from '../endpoints/index.ts';
import {
  assertComputeSize,
  branchIdOrDefault,
  type ComputeSize,
  type Drift,
  listBranches,
  SIZE_OBJECT,
} from '../internal/index.ts';
import { term, usageError, withNote } from '../message-parts.ts';
import {
  assertOptions,
  callOptions,
  either,
  flag,
  HELPER_OPTIONS,
  type HelperOptions,
  LOGIN_OPTIONS,
  type LoginOptions,
  numberFrom,
  type OptionRules,
  PARENT_OPTION,
  type ParentOption,
  PROJECT_OPTION,
  type ProjectOption,
  required,
  SIGNAL_OPTION,
  type SignalOption,
  text,
  waitOptions,
  wholeFrom,
} from '../options/index.ts';
import { ensureBranch } from './ensure-branch.ts';
import { expiryAfter } from './expiry.ts';
import { findBranch } from './find-branch.ts';
import { writePreviewComment } from './preview-markdown.ts';
import { DEFAULT_PREFIX, keyOf, type PreviewKey, type PreviewPrefix, previewName } from './preview-name.ts';
import { removeBranch } from './remove-branch.ts';
import { noParent, resetBranch } from './reset-branch.ts';

export interface EnsurePreviewBranchOptions
  extends ProjectOption,
    PreviewKey,
    ParentOption,
    LoginOptions,
    HelperOptions {
  /** Lifetime in ms: a minute to 30 days. A call renews it once half of it has passed. Default: 7 days. */
  readonly expiresInMs?: number | undefined;
  /** Resets an existing branch to its parent. Its changes are lost. Default: false. */
  readonly reset?: boolean | undefined;
  /** Size of the compute of a new branch. Default: the project's. */
  readonly compute?: ComputeSize | undefined;
}

export interface EnsuredPreviewBranch {
  readonly branch: Branch;
  readonly created: boolean;
  /** Whether an existing branch was reset. */
  readonly reset: boolean;
  readonly uris: ConnectionUris;
  /** Text for a comment on the pull request, with hosts and expiry but no passwords. Its first line is `previewMark`. */
  readonly markdown: string;
  /** How the branch differs from the options, e.g. in its parent. Absent if it does not. */
  readonly drift?: readonly Drift[];
}

export interface RemovePreviewBranchOptions extends ProjectOption, PreviewKey, HelperOptions {}

export interface RemovedPreviewBranch {
  /** False if the branch did not exist. */
  readonly removed: boolean;
  /** Absent if the branch did not exist. */
  readonly branchId?: string;
}

export interface ListPreviewBranchesOptions extends ProjectOption, PreviewPrefix, SignalOption {}

export interface ListedPreviewBranch {
  readonly key: string;
  readonly branch: Branch;
}

const WEEK_MS = 7 * 24 * 60 * 60_000;
const LIST_OPTIONS: OptionRules<ListPreviewBranchesOptions> = { ...PROJECT_OPTION, ...SIGNAL_OPTION, prefix: text };
const REMOVE_OPTIONS: OptionRules<RemovePreviewBranchOptions> = {
  ...HELPER_OPTIONS,
  ...PROJECT_OPTION,
  key: required(either(text, wholeFrom(0))),
  prefix: text,
};
const ENSURE_OPTIONS: OptionRules<EnsurePreviewBranchOptions> = {
  ...REMOVE_OPTIONS,
  ...PARENT_OPTION,
  ...LOGIN_OPTIONS,
  expiresInMs: numberFrom(0),
  reset: flag,
  compute: SIZE_OBJECT,
};

/**
 * Returns the branch of a pull request, ready to connect to, and creates it with an expiry if it is missing. Safe to call
 * again, concurrently, and after an interrupted call. Renews the expiry if less than half of the lifetime is left.
 *
 * @throws NeonUsageError if the key cannot be part of a name, or the branch with that name is the default branch.
 * @throws NeonApiError if Neon refuses, e.g. an unknown project, or a reset of a branch with children.
 * @throws NeonOperationError, NeonTimeoutError if the branch does not become ready. The branch exists.
 * @example
 * const { uris, markdown } = await ensurePreviewBranch(neon, { projectId, key: 42, reset: true });
 */
export async function ensurePreviewBranch(
  neon: NeonCaller,
  options: EnsurePreviewBranchOptions,
): Promise<EnsuredPreviewBranch> {
  assertOptions('ensurePreviewBranch', options, ENSURE_OPTIONS);
  assertComputeSize('ensurePreviewBranch', options.compute);
  const { projectId, parentId, expiresInMs = WEEK_MS, reset = false, compute } = options;
  const expiresAt = expiryAfter('ensurePreviewBranch', expiresInMs, neon.runtime.clock.now());
  const name = previewName('ensurePreviewBranch', options);
  const login = await checkPreview(neon, name, options);
  const ensured = await ensureBranch(neon, {
    ...waitOptions(options),
    ...{ projectId, name, parentId, expiresAt, compute: compute ?? true },
  });
  const lacksCompute = ({ field, actual }: Drift): boolean => field === 'compute' && actual === false;
  if (ensured.drift?.some(lacksCompute)) {
    const place = { projectId, branchId: ensured.value.id };
    await ensureEndpoint(neon, { ...waitOptions(options), ...place, ...compute });
  }
  const resets = reset && !ensured.created;
  if (resets) await resetBranch(neon, { ...waitOptions(options), projectId, branchId: ensured.value.id });
  const branch = await renew(neon, ensured.value, { expiresAt, lifetimeMs: expiresInMs, again: resets }, options);

  const place = { projectId, branchId: branch.id, ...login };
  const uris = await readUris(neon, place, callOptions(options)).catch((error: unknown) => {
    throw withNote(error, `Branch "${name}" (${branch.id}) exists. Try again.`);
  });
  const happened = ensured.created ? 'created' : resets ? 'reset' : 'kept';
  const drift = (ensured.drift ?? []).filter((one) => one.field !== 'expiresAt' && !lacksCompute(one));
  return {
    branch,
    created: ensured.created,
    reset: resets,
    uris,
    markdown: writePreviewComment({ branch, uris, happened }),
    ...(drift.length > 0 && { drift }),
  };
}

/** Refuses what cannot work before anything is created. Returns the database and the role for the URIs. */
async function checkPreview(neon: NeonCaller, name: string, options: EnsurePreviewBranchOptions): Promise<Login> {
  const { projectId, parentId, reset = false, databaseName, roleName } = options;
  const call = callOptions(options);
  const found = await findBranch(neon, { projectId, name, ...call });
  if (found?.default) {
    throw usageError`Branch "${name}" is the project's default branch, not a preview. Pass another ${term('prefix')}.`;
  }
  if (found !== undefined && reset && found.parent_id === undefined) throw noParent(found);
  // A branch that is created or reset has the databases of its parent.
  const sourceId = (reset ? found?.parent_id : found?.id) ?? parentId;
  const branchId = await branchIdOrDefault(neon, { projectId, branchId: sourceId }, call);
  return chooseInheritedLogin(neon, { projectId, branchId, databaseName, roleName }, call);
}

interface Renewal {
  readonly expiresAt: string;
  readonly lifetimeMs: number;
  /** Whether the branch was changed since it was read. */
  readonly again: boolean;
}

/** Renews the expiry once half of the lifetime has passed, so that a preview in use does not expire. Returns the branch. */
async function renew(
  neon: NeonCaller,
  found: Branch,
  { expiresAt, lifetimeMs, again }: Renewal,
  options: HelperOptions,
): Promise<Branch> {
  const place = { project_id: found.project_id, branch_id: found.id };
  const branch = again ? (await getProjectBranch(neon, place, callOptions(options))).branch : found;
  const leftMs = Date.parse(branch.expires_at ?? '') - neon.runtime.clock.now();
  // Without an expiry, a user has removed it, or has created the branch.
  if (branch.expires_at === undefined || leftMs >= lifetimeMs / 2) return branch;
  const params = { ...place, body: { branch: { expires_at: expiresAt } } };
  return (await updateProjectBranch(neon, params, callOptions(options))).branch;
}

/**
 * Deletes the branch of a pull request. Does nothing if the branch does not exist.
 *
 * @throws NeonUsageError if the branch is the default branch or protected.
 * @throws NeonApiError if Neon refuses, e.g. a branch that has children.
 * @example
 * const { removed } = await removePreviewBranch(neon, { projectId, key: 42 });
 */
export async function removePreviewBranch(
  neon: NeonCaller,
  options: RemovePreviewBranchOptions,
): Promise<RemovedPreviewBranch> {
  assertOptions('removePreviewBranch', options, REMOVE_OPTIONS);
  const { projectId } = options;
  const name = previewName('removePreviewBranch', options);
  const branch = await findBranch(neon, { projectId, name, ...callOptions(options) });
  if (branch === undefined) return { removed: false };
  if (branch.default || branch.protected) {
    const protection = branch.default ? 'the default branch' : 'protected';
    throw new NeonUsageError(`Branch "${name}" (${branch.id}) is ${protection} and was not removed.`);
  }
  return { removed: await removeBranch(neon, { projectId, branchId: branch.id }, options), branchId: branch.id };
}

/**
 * Lists the branches whose names start with the prefix, with their keys, on all pages.
 *
 * @throws NeonApiError if the project does not exist.
 * @example
 * for (const { key, branch } of await listPreviewBranches(neon, { projectId })) console.log(key, branch.id);
 */
export async function listPreviewBranches(
  neon: NeonCaller,
  options: ListPreviewBranchesOptions,
): Promise<ListedPreviewBranch[]> {
  assertOptions('listPreviewBranches', options, LIST_OPTIONS);
  const { projectId, prefix = DEFAULT_PREFIX } = options;
  const branches = await listBranches(neon, { projectId, search: prefix }, callOptions(options));
  return branches.flatMap((branch) => {
    const key = keyOf(branch.name, prefix);
    return key === undefined ? [] : [{ key, branch }];
  });
}
