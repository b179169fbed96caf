import type { CallOptions, NeonCaller } from '@neon-api/client';
import { getConnectionURI, listProjectBranchEndpoints } from '@neon-api/client/operations';
import { branchIdOrDefault } from '../internal/index.ts';
import { hasStatus } from '../lost-answer.ts';
import { term, usageError } from '../message-parts.ts';
import {
  assertOptions,
  BRANCH_OR_DEFAULT,
  type BranchOrDefault,
  type BranchPlace,
  LOGIN_OPTIONS,
  type LoginOptions,
  type OptionRule,
  type OptionRules,
  oneOf,
  SIGNAL_OPTION,
} from '../options/index.ts';
import { chooseLogin, type Login } from './choose-login.ts';

/** Both ways to reach one database, by name. The strings contain the role's password. */
export interface ConnectionUris {
  /** Straight to the compute: for migrations, `LISTEN`, and long sessions. */
  readonly direct: string;
  /** Through the connection pooler (transaction mode): for serverless functions and many short connections. */
  readonly pooled: string;
}

export interface ConnectionUrisOptions extends BranchOrDefault, LoginOptions, CallOptions {}

// The client checks these before it sends anything.
const ANY: OptionRule = { must: 'as for any call', holds: () => true };
const OPTIONS: OptionRules<ConnectionUrisOptions> = {
  ...BRANCH_OR_DEFAULT,
  ...LOGIN_OPTIONS,
  ...SIGNAL_OPTION,
  cache: oneOf('default', 'force-cache', 'no-cache', 'no-store', 'only-if-cached', 'reload'),
  ...{ timeoutMs: ANY, attemptTimeoutMs: ANY, retry: ANY, bodyEncoding: ANY, headers: ANY },
};

/**
 * The direct and the pooled connection URI of a database.
 *
 * @throws NeonUsageError when the branch has no compute; when it has no database, several and none was named, or not the
 *   named one.
 * @throws NeonApiError when the project or branch does not exist, or passwords are not stored (412).
 * @example
 * const { direct, pooled } = await connectionUris(neon, { projectId, branchId });
 */
export async function connectionUris(neon: NeonCaller, options: ConnectionUrisOptions): Promise<ConnectionUris> {
  assertOptions('connectionUris', options, OPTIONS);
  const { projectId, databaseName, roleName, branchId: _given, ...call } = options;
  const branchId = await branchIdOrDefault(neon, options, call);
  const login = await chooseLogin(neon, { projectId, branchId, databaseName, roleName }, call);
  return readUris(neon, { projectId, branchId, ...login }, call);
}

export interface UriPlace extends BranchPlace, Login {}

/** The URIs of a login that is known to exist. */
export async function readUris(neon: NeonCaller, place: UriPlace, call: CallOptions): Promise<ConnectionUris> {
  const { projectId: project_id, branchId: branch_id, databaseName: database_name, roleName: role_name } = place;
  const uri = async (pooled: boolean): Promise<string> =>
    (await getConnectionURI(neon, { project_id, branch_id, database_name, role_name, pooled }, call)).uri;
  try {
    const [direct, pooled] = await Promise.all([uri(false), uri(true)]);
    return { direct, pooled };
  } catch (error) {
    if (!hasStatus(error, 404)) throw error;
    const { endpoints } = await listProjectBranchEndpoints(neon, { project_id, branch_id }, call);
    if (endpoints.length > 0) throw error;
    throw usageError`Branch ${branch_id} has no compute, so it takes no connections. Add one: ${term('ensureEndpoint(neon, { projectId, branchId })')}.`;
  }
}
