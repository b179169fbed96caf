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

/** The connection URIs of a database. They contain the role's password. */
export interface ConnectionUris {
  /** Connects straight to the compute: for migrations, `LISTEN`, and long sessions. */
  readonly direct: string;
  /** Connects through the pooler (transaction mode): for serverless functions and many short connections. */
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
 * Returns the direct and the pooled connection URI of a database.
 *
 * @throws NeonUsageError if the branch has no compute, lacks the named database, or has none or several and none is named.
 * @throws NeonApiError if the project or branch does not exist, or the project does not store passwords (412).
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

/** Reads the URIs of a login that is known to exist. */
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
    throw usageError`Branch ${branch_id} has no compute, so it accepts no connections. Add one: ${term('ensureEndpoint(neon, { projectId, branchId })')}.`;
  }
}
