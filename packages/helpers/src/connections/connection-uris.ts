import type { CallOptions, NeonCaller } from '@neon-api/client';
import { getConnectionURI, listProjectBranchDatabases } from '@neon-api/client/operations';
import { branchIdOr } from '../internal/index.ts';
import { chooseDatabase } from './choose-database.ts';

/** Both ways to reach one database, by name. The strings contain the role's password. */
export interface ConnectionUris {
  /** Straight to the compute: for migrations, `LISTEN`, and long sessions. */
  readonly direct: string;
  /** Through the connection pooler (transaction mode): for serverless functions and many short connections. */
  readonly pooled: string;
}

export interface ConnectionUrisOptions extends CallOptions {
  readonly projectId: string;
  /** Default: the project's default branch. */
  readonly branchId?: string | undefined;
  /** Default: the branch's one database; several are an error that names them. */
  readonly databaseName?: string | undefined;
  /** Default: the role that owns the database. */
  readonly roleName?: string | undefined;
}

/**
 * The direct and the pooled connection URI of a database.
 *
 * @throws NeonUsageError when the branch has no database, several and none was named, or not the one named.
 * @throws NeonApiError when the project or branch does not exist, or passwords are not stored (412).
 * @example
 * const { direct, pooled } = await connectionUris(neon, { projectId, branchId });
 */
export async function connectionUris(neon: NeonCaller, options: ConnectionUrisOptions): Promise<ConnectionUris> {
  const { projectId, databaseName, roleName, branchId: _given, ...call } = options;
  const branchId = await branchIdOr(neon, options, call);
  const place = { project_id: projectId, branch_id: branchId };
  const { databases } = await listProjectBranchDatabases(neon, place, call);
  const database = chooseDatabase(databases, branchId, databaseName);
  const uri = async (pooled: boolean): Promise<string> => {
    const names = { database_name: database.name, role_name: roleName ?? database.owner_name };
    return (await getConnectionURI(neon, { ...place, ...names, pooled }, call)).uri;
  };
  const [direct, pooled] = await Promise.all([uri(false), uri(true)]);
  return { direct, pooled };
}
