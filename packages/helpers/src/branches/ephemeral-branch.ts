// Declares the types for `await using`, in case the project's own `lib` lacks them.
/// <reference lib="esnext.disposable" preserve="true" />
import { isNeonError, type NeonCaller } from '@neon-api/client';
import type { Branch } from '@neon-api/types';
import { type ConnectionUris, chooseInheritedLogin, readUris } from '../connections/index.ts';
import {
  assertComputeSize,
  branchIdOrDefault,
  type ComputeSize,
  errorAfterRemoval,
  type Removal,
  randomName,
  rejectOnAbort,
  SIZE_OBJECT,
} from '../internal/index.ts';
import {
  assertCallback,
  assertOptions,
  callOptions,
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
  text,
  waitOptions,
} from '../options/index.ts';
import { expiryAfter } from './expiry.ts';
import { findBranch } from './find-branch.ts';
import { getOrCreateBranch } from './get-or-create-branch.ts';
import { removeBranch } from './remove-branch.ts';

export interface EphemeralBranchOptions extends ProjectOption, ParentOption, LoginOptions, HelperOptions {
  /** Time until Neon deletes the branch if the process dies, in ms: a minute to 30 days. Default: an hour. */
  readonly expiresInMs?: number | undefined;
  /** Start of the branch name. Random characters follow. Default: `ephemeral/`. */
  readonly prefix?: string | undefined;
  /** Size of the compute. Default: the project's. */
  readonly compute?: ComputeSize | undefined;
}

export interface EphemeralBranch {
  readonly branch: Branch;
  readonly uris: ConnectionUris;
  /** Deletes the branch. Safe to call twice. */
  remove(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

const HOUR_MS = 60 * 60_000;
const OPTIONS: OptionRules<EphemeralBranchOptions> = {
  ...HELPER_OPTIONS,
  ...PROJECT_OPTION,
  ...PARENT_OPTION,
  ...LOGIN_OPTIONS,
  expiresInMs: numberFrom(0),
  prefix: text,
  compute: SIZE_OBJECT,
};

/**
 * Creates a branch that is deleted at the end of the scope. If the process dies, Neon deletes it after `expiresInMs`. If
 * the branch does not become ready, it is deleted before the error is thrown.
 *
 * @throws NeonApiError if Neon refuses, e.g. too many branches for the plan.
 * @throws NeonOperationError, NeonTimeoutError if the branch does not become ready.
 * @example
 * await using db = await openEphemeralBranch(neon, { projectId });
 * await query(db.uris.direct, 'drop table orders');
 */
export async function openEphemeralBranch(neon: NeonCaller, options: EphemeralBranchOptions): Promise<EphemeralBranch> {
  assertOptions('openEphemeralBranch', options, OPTIONS);
  assertComputeSize('openEphemeralBranch', options.compute);
  const {
    projectId,
    parentId,
    expiresInMs = HOUR_MS,
    prefix = 'ephemeral/',
    compute,
    databaseName,
    roleName,
  } = options;
  const name = randomName(prefix, neon.runtime.random);
  const expiresAt = expiryAfter('openEphemeralBranch', expiresInMs, neon.runtime.clock.now());
  options.signal?.throwIfAborted();
  const call = callOptions(options);
  // Before the branch is created, so that a wrong database name leaves nothing behind.
  const source = { projectId, branchId: await branchIdOrDefault(neon, { projectId, branchId: parentId }, call) };
  const login = await chooseInheritedLogin(neon, { ...source, databaseName, roleName }, call);
  const branch = await makeBranch();
  let removal: Promise<unknown> | undefined;
  const remove = async (): Promise<void> => {
    // A failed removal can be retried.
    removal ??= removeBranch(neon, { projectId, branchId: branch.id }, withoutSignal(options)).catch(
      (error: unknown) => {
        removal = undefined;
        throw error;
      },
    );
    await removal;
  };
  try {
    const uris = await readUris(neon, { projectId, branchId: branch.id, ...login }, call);
    return { branch, uris, remove, [Symbol.asyncDispose]: remove };
  } catch (error) {
    throw await errorAfterRemoval(error, removalOf(name, remove));
  }

  async function makeBranch(): Promise<Branch> {
    try {
      const asked = { projectId, name, expiresAt, parentId, compute: compute ?? true };
      // The name is random, so no other call uses it: there is nothing to compare or to wait for.
      return (await getOrCreateBranch(neon, { ...waitOptions(options), ...asked })).value;
    } catch (error) {
      // Even after a definite error, the response to an earlier request may have been lost.
      const isSure = isNeonError(error) && error.outcome !== 'unknown';
      const remove = (): Promise<void> => removeByName(neon, { projectId, name, isSure }, options);
      throw await errorAfterRemoval(error, removalOf(name, remove));
    }
  }
}

/**
 * Runs `use` with a new branch, and deletes the branch afterwards, also after an error. If `options.signal` aborts, it
 * deletes the branch without waiting for `use` to end.
 *
 * @returns the result of `use`
 * @throws the error of `use`, or the reason of the signal; an AggregateError if the branch could not be deleted either
 * @throws the errors of `openEphemeralBranch`
 * @example
 * const rows = await withEphemeralBranch(neon, { projectId }, ({ uris }) => runMigrations(uris.direct));
 */
export async function withEphemeralBranch<T>(
  neon: NeonCaller,
  options: EphemeralBranchOptions,
  use: (branch: EphemeralBranch) => Promise<T> | T,
): Promise<T> {
  assertCallback('withEphemeralBranch', use);
  const ephemeral = await openEphemeralBranch(neon, options);
  let result: T;
  try {
    options.signal?.throwIfAborted();
    result = await rejectOnAbort(Promise.resolve(ephemeral).then(use), options.signal);
  } catch (error) {
    throw await errorAfterRemoval(error, removalOf(ephemeral.branch.name, ephemeral.remove));
  }
  await ephemeral.remove();
  return result;
}

function removalOf(name: string, remove: () => Promise<void>): Removal {
  return { what: `branch "${name}"`, otherwise: 'Neon deletes it when it expires.', remove };
}

/** Removes the signal, because the branch must be deleted even after an abort. */
function withoutSignal({ signal: _aborted, ...options }: EphemeralBranchOptions): HelperOptions {
  return options;
}

// How long Neon may take to process a request after the client gave up on it.
const STRAGGLER_MS = 1000;

async function removeByName(
  neon: NeonCaller,
  { projectId, name, isSure }: ProjectOption & { readonly name: string; readonly isSure: boolean },
  options: EphemeralBranchOptions,
): Promise<void> {
  const look = (): Promise<Branch | undefined> => findBranch(neon, { projectId, name });
  const branch = (await look()) ?? (isSure ? undefined : await neon.runtime.clock.sleep(STRAGGLER_MS).then(look));
  if (branch !== undefined) await removeBranch(neon, { projectId, branchId: branch.id }, withoutSignal(options));
}
