import type {
  CreateProjectBranchRoleParams,
  CreateProjectBranchRoleResponse,
  DeleteProjectBranchRoleParams,
  DeleteProjectBranchRoleResponse,
  GetProjectBranchRoleParams,
  GetProjectBranchRolePasswordParams,
  GetProjectBranchRolePasswordResponse,
  GetProjectBranchRoleResponse,
  ListProjectBranchRolesParams,
  ListProjectBranchRolesResponse,
  ResetProjectBranchRolePasswordParams,
  ResetProjectBranchRolePasswordResponse,
} from '@neon-api/types';
import { ApiError, conflict, ruleForbids } from '../../errors/index.ts';
import { captureContents, planApplyConfig, requireUnlocked } from '../../operations/index.ts';
import { NO_LOGIN, newPassword } from '../../state/index.ts';
import { timestampOf } from '../../support/index.ts';
import {
  endpointsOf,
  findBranch,
  findProject,
  findRole,
  showOperations,
  showRole,
  showRoleWithPassword,
} from '../common/index.ts';
import type { Handler } from '../handler.ts';
import { checkRoleName } from './names.ts';
import { newRole } from './new-records.ts';

export const listProjectBranchRoles: Handler<ListProjectBranchRolesParams, ListProjectBranchRolesResponse> = (
  context,
  { project_id, branch_id },
) => ({ roles: findBranch(findProject(context, project_id), branch_id).roles.map(showRole) });

export const getProjectBranchRole: Handler<GetProjectBranchRoleParams, GetProjectBranchRoleResponse> = (
  context,
  { project_id, branch_id, role_name },
) => ({ role: showRole(findRole(findBranch(findProject(context, project_id), branch_id), role_name)) });

export const createProjectBranchRole: Handler<CreateProjectBranchRoleParams, CreateProjectBranchRoleResponse> = (
  context,
  { project_id, branch_id, body },
) => {
  const project = findProject(context, project_id);
  const branch = findBranch(project, branch_id);
  const { name, no_login: noLogin } = body.role;
  requireUnlocked(project);
  const before = captureContents(branch);
  checkRoleName(name);
  if (branch.roles.some(({ role }) => role.name === name)) throw conflict(`role "${name}" already exists`);

  const record = newRole(context, branch_id, name);
  if (noLogin) {
    record.role.authentication_method = NO_LOGIN;
    delete record.password;
  }
  branch.roles.push(record);
  const task = { kind: 'apply-role', branchId: branch_id, roleName: name } as const;
  const plan = planApplyConfig(branch_id, endpointsOf(project, branch_id), task, before);
  const scheduled = context.operations.schedule(project, plan);
  return { role: showRoleWithPassword(record), operations: showOperations(scheduled) };
};

/** Spec: 204 if the role does not exist (any more). */
export const deleteProjectBranchRole: Handler<DeleteProjectBranchRoleParams, DeleteProjectBranchRoleResponse> = (
  context,
  { project_id, branch_id, role_name },
) => {
  const project = findProject(context, project_id);
  const branch = findBranch(project, branch_id);
  const record = branch.roles.find(({ role }) => role.name === role_name);
  if (!record) return undefined;
  requireUnlocked(project);
  const before = captureContents(branch);
  const owned = branch.databases.find(({ owner_name }) => owner_name === role_name);
  if (owned) throw ruleForbids(`role "${role_name}" owns the database "${owned.name}" and cannot be deleted`);

  branch.roles = branch.roles.filter((other) => other !== record);
  const task = { kind: 'drop-role', branchId: branch_id, roleName: role_name } as const;
  const plan = planApplyConfig(branch_id, endpointsOf(project, branch_id), task, before);
  const scheduled = context.operations.schedule(project, plan);
  return { role: showRole(record), operations: showOperations(scheduled) };
};

/** Spec: 412 if the project does not store passwords. */
export const getProjectBranchRolePassword: Handler<
  GetProjectBranchRolePasswordParams,
  GetProjectBranchRolePasswordResponse
> = (context, { project_id, branch_id, role_name }) => {
  const project = findProject(context, project_id);
  const { role, password } = findRole(findBranch(project, branch_id), role_name);
  if (role.authentication_method === NO_LOGIN) throw new ApiError(412, 'role cannot log in and has no password');
  if (!project.project.store_passwords) throw new ApiError(412, 'role password is not stored for this project');
  if (password === undefined) {
    throw new ApiError(412, 'role password was set through SQL and is unknown to the emulator; reset it');
  }
  return { password };
};

export const resetProjectBranchRolePassword: Handler<
  ResetProjectBranchRolePasswordParams,
  ResetProjectBranchRolePasswordResponse
> = (context, { project_id, branch_id, role_name }) => {
  const project = findProject(context, project_id);
  const branch = findBranch(project, branch_id);
  const record = findRole(branch, role_name);
  requireUnlocked(project);
  const before = captureContents(branch);
  if (record.role.authentication_method === NO_LOGIN) {
    throw ruleForbids(`role "${role_name}" cannot log in and has no password to reset`);
  }
  record.password = newPassword(context.random);
  record.role.updated_at = timestampOf(context.clock);
  const task = { kind: 'apply-role', branchId: branch_id, roleName: role_name } as const;
  const plan = planApplyConfig(branch_id, endpointsOf(project, branch_id), task, before);
  const scheduled = context.operations.schedule(project, plan);
  return { role: showRoleWithPassword(record), operations: showOperations(scheduled) };
};
