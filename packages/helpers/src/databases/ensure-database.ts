import { callAndWait, type NeonCaller } from '@neon-api/client';
import { createProjectBranchDatabase, updateProjectBranchDatabase } from '@neon-api/client/operations';
import type { Database } from '@neon-api/types';
import {
  awaitRunning,
  branchIdOrDefault,
  type Ensured,
  findDrift,
  getOrCreate,
  inTurn,
  isFresh,
  ON_DRIFT,
  type OnDrift,
  settleDrift,
} from '../internal/index.ts';
import {
  assertOptions,
  BRANCH_OR_DEFAULT,
  type BranchOrDefault,
  callOptions,
  HELPER_OPTIONS,
  type HelperOptions,
  type OptionRules,
  required,
  textUpTo,
  waitOptions,
} from '../options/index.ts';
import { findDatabase } from './find-database.ts';

export interface EnsureDatabaseOptions extends BranchOrDefault, HelperOptions {
  /** At most 63 bytes; not `postgres`, `template0` or `template1`. */
  readonly name: string;
  /** Name of the role that owns the database. The role must exist. */
  readonly ownerName: string;
  /** What to do if the database has another owner. `update` can change `ownerName`. Default: `report`. */
  readonly onDrift?: OnDrift | undefined;
}

const OPTIONS: OptionRules<EnsureDatabaseOptions> = {
  ...HELPER_OPTIONS,
  ...BRANCH_OR_DEFAULT,
  name: required(textUpTo(63)),
  ownerName: required(textUpTo(63)),
  onDrift: ON_DRIFT,
};

/**
 * Returns the database with this name on a branch, and creates it if it is missing.
 *
 * @throws NeonApiError if Neon refuses, e.g. an unknown branch or owner.
 * @throws NeonUsageError if it exists with another owner, and `onDrift` is `error`.
 * @throws NeonOperationError, NeonTimeoutError if the new database does not become ready. The database exists.
 * @example
 * const { value: database } = await ensureDatabase(neon, { projectId, branchId, name: 'shop', ownerName: 'app' });
 */
export async function ensureDatabase(neon: NeonCaller, options: EnsureDatabaseOptions): Promise<Ensured<Database>> {
  assertOptions('ensureDatabase', options, OPTIONS);
  const { projectId, name, ownerName, signal } = options;
  const branchId = await branchIdOrDefault(neon, options, callOptions(options));
  const place = { project_id: projectId, branch_id: branchId };
  return inTurn(neon, `database ${branchId} ${name}`, signal, async () => {
    const what = `Database "${name}" of branch ${branchId}`;
    const ensured = await getOrCreate<Database>({
      what,
      find: () => findDatabase(neon, { projectId, branchId, name, signal }),
      async create() {
        const params = { ...place, body: { database: { name, owner_name: ownerName } } };
        const answer = await callAndWait(neon, createProjectBranchDatabase, params, waitOptions(options));
        return { value: answer.database, operations: answer.operations };
      },
      async settle(database) {
        if (isFresh(neon, database.created_at)) await awaitRunning(neon, { projectId, branchId }, options);
        return database;
      },
      unique: true,
    });
    if (ensured.created) return ensured;
    return settleDrift(ensured, {
      what,
      drift: findDrift({ ownerName }, { ownerName: ensured.value.owner_name }),
      onDrift: options.onDrift,
      changeable: ['ownerName'],
      async update() {
        const params = { ...place, database_name: name, body: { database: { owner_name: ownerName } } };
        const answer = await callAndWait(neon, updateProjectBranchDatabase, params, waitOptions(options));
        return { value: answer.database, operations: answer.operations };
      },
    });
  });
}
