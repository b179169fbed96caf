import type { NeonCaller } from '@neon-api/client';
import { getProjectBranchDatabase, listProjectBranchDatabases } from '@neon-api/client/operations';
import type { Database } from '@neon-api/types';
import { assertIdOrName, branchIdOrDefault } from '../internal/index.ts';
import { undefinedOn404 } from '../lost-answer.ts';
import {
  assertOptions,
  BRANCH_OR_DEFAULT,
  type BranchOrDefault,
  type OptionRules,
  SIGNAL_OPTION,
  type SignalOption,
  text,
  wholeFrom,
} from '../options/index.ts';

export type FindDatabaseOptions = (
  | { readonly id: number; readonly name?: undefined }
  | { readonly name: string; readonly id?: undefined }
) &
  BranchOrDefault &
  SignalOption;

const OPTIONS: OptionRules<FindDatabaseOptions> = {
  ...BRANCH_OR_DEFAULT,
  ...SIGNAL_OPTION,
  id: wholeFrom(0),
  name: text,
};

/**
 * Finds a database of a branch by id or exact name. Returns undefined if there is no match.
 *
 * @throws NeonUsageError if neither id nor name is given, or both
 * @throws NeonApiError if you search by id and the branch does not exist
 * @example
 * const database = await findDatabase(neon, { projectId, branchId, name: 'shop' });
 */
export async function findDatabase(neon: NeonCaller, options: FindDatabaseOptions): Promise<Database | undefined> {
  assertOptions('findDatabase', options, OPTIONS);
  assertIdOrName('findDatabase', options);
  const { projectId, id, name, signal } = options;
  const place = { project_id: projectId, branch_id: await branchIdOrDefault(neon, options, { signal }) };
  if (name !== undefined) {
    return (await undefinedOn404(getProjectBranchDatabase(neon, { ...place, database_name: name }, { signal })))
      ?.database;
  }
  const { databases } = await listProjectBranchDatabases(neon, place, { signal });
  return databases.find((database) => database.id === id);
}
