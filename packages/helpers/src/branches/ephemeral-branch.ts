// `await using` needs its names, also where a project's own `lib` lacks them.
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
  /** When Neon deletes it if the process dies, in ms from now: a minute to 30 days. Default: an hour. */
  readonly expiresInMs?: number | undefined;
  /** Start of its name; random characters follow. Default: `ephemeral/`. */
  readonly prefix?: string | undefined;
  /** Size of its compute. Default: the project's. */
  readonly compute?: ComputeSize | undefined;
}

export interface EphemeralBranch {
  readonly branch: Branch;
  readonly uris: ConnectionUris;
  /** Deletes it; once is enough. */
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
 * A branch of its own that is deleted at the end of the scope, and by Neon after `expiresInMs` should the process die.
 * When it cannot be made ready, it is deleted before the error is thrown.
 *
 * @throws NeonApiError when Neon refuses, e.g. a plan's limit of branches.
 * @throws NeonOperationError, NeonTimeoutError when the branch does not become ready.
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
  // Before the branch is made: a wrong database name leaves nothing behind.
  const source = { projectId, branchId: await branchIdOrDefault(neon, { projectId, branchId: parentId }, call) };
  const login = await chooseInheritedLogin(neon, { ...source, databaseName, roleName }, call);
  const branch = await makeBranch();
  let removal: Promise<unknown> | undefined;
  const remove = async (): Promise<void> => {
    // A removal that failed may be tried again.
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
      // Nobody else has the name: there is nothing to compare, and nobody to wait for.
      return (await getOrCreateBranch(neon, { ...waitOptions(options), ...asked })).value;
    } catch (error) {
      // Whatever it says, an earlier request may have had its answer lost.
      const isSure = isNeonError(error) && error.outcome !== 'unknown';
      const remove = (): Promise<void> => removeByName(neon, { projectId, name, isSure }, options);
      throw await errorAfterRemoval(error, removalOf(name, remove));
    }
  }
}

/**
 * Runs `use` with a branch of its own, and deletes the branch: after success, an error, and when `options.signal` aborts,
 * for which it does not wait for `use` to end.
 *
 * @returns what `use` gives
 * @throws what `use` throws, or the reason of the signal; an AggregateError of it and of why the branch could not be deleted
 * @throws what `openEphemeralBranch` throws
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
  return { what: `branch "${name}"`, otherwise: 'It expires by itself.', remove };
}

/** Removal goes on after an abort: that is what it is for. */
function withoutSignal({ signal: _aborted, ...options }: EphemeralBranchOptions): HelperOptions {
  return options;
}

// How long a request that was given up may still take to be carried out.
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
