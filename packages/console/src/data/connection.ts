import type { NeonCaller } from '@neon-api/client/minimal';
import { getConnectionURI, listProjectBranchDatabases } from '@neon-api/client/operations';
import { type Fetch, runSql, type SqlResult } from '../api/index.ts';

/** A database of a branch. */
export interface DatabasePlace {
  readonly projectId: string;
  readonly branchId: string;
  readonly databaseName: string;
}

export type RunSql = (query: string, params?: readonly string[]) => Promise<SqlResult>;

export interface SqlAccess {
  readonly neon: NeonCaller;
  readonly fetch: Fetch;
}

/** Returns the databases of a branch with their owners, by name. */
export async function databasesOf(
  { neon }: SqlAccess,
  { projectId, branchId }: Omit<DatabasePlace, 'databaseName'>,
): Promise<readonly string[]> {
  const { databases } = await listProjectBranchDatabases(neon, { project_id: projectId, branch_id: branchId });
  return databases.map(({ name }) => name);
}

/** Connects as the owner of the database. Each statement has a session of its own; the first one wakes the compute. */
export function connect({ neon, fetch }: SqlAccess, { projectId, branchId, databaseName }: DatabasePlace): RunSql {
  const place = { project_id: projectId, branch_id: branchId };
  let uri: Promise<string> | undefined;
  const findUri = async (): Promise<string> => {
    const { databases } = await listProjectBranchDatabases(neon, place);
    const owner = databases.find(({ name }) => name === databaseName)?.owner_name;
    if (owner === undefined) throw new Error(`The branch has no database "${databaseName}".`);
    return (await getConnectionURI(neon, { ...place, database_name: databaseName, role_name: owner })).uri;
  };
  return async (query, params = []) => {
    uri ??= findUri();
    uri.catch(() => {
      uri = undefined;
    });
    return runSql(fetch, await uri, query, params);
  };
}
