import type { CallOptions, NeonCaller } from '@neon-api/client';
import { listProjectBranchDatabases } from '@neon-api/client/operations';
import { usageError } from '../message-parts.ts';
import type { BranchPlace, LoginOptions } from '../options/index.ts';
import { findRole } from '../roles/index.ts';
import { chooseDatabase } from './choose-database.ts';

/** The database and the role in connection URIs. */
export interface Login {
  readonly databaseName: string;
  readonly roleName: string;
}

export interface LoginRequest extends BranchPlace, LoginOptions {}

/**
 * Chooses the database and the role for connection URIs.
 *
 * @throws NeonUsageError if the branch lacks the named database, or has none or several and none is named
 */
export async function chooseLogin(neon: NeonCaller, request: LoginRequest, call: CallOptions): Promise<Login> {
  const { projectId, branchId, databaseName, roleName } = request;
  const { databases } = await listProjectBranchDatabases(neon, { project_id: projectId, branch_id: branchId }, call);
  const database = chooseDatabase(databases, branchId, databaseName);
  return { databaseName: database.name, roleName: roleName ?? database.owner_name };
}

/** Runs `chooseLogin` on the parent before a branch is created, so that a wrong login leaves nothing behind. */
export async function chooseInheritedLogin(neon: NeonCaller, request: LoginRequest, call: CallOptions): Promise<Login> {
  const login = await chooseLogin(neon, request, call);
  const { projectId, branchId, roleName } = request;
  if (roleName === undefined) return login;
  const role = await findRole(neon, { projectId, branchId, name: roleName, ...call });
  if (role !== undefined) return login;
  throw usageError`Branch ${branchId} has no role "${roleName}". Nothing was changed.`;
}
