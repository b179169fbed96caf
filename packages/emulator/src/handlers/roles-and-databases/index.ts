import { refreshFirst } from '../common/index.ts';
import type { HandlerTable } from '../handler.ts';
import {
  createProjectBranchDatabase,
  deleteProjectBranchDatabase,
  getProjectBranchDatabase,
  listProjectBranchDatabases,
  updateProjectBranchDatabase,
} from './database-handlers.ts';
import {
  createProjectBranchRole,
  deleteProjectBranchRole,
  getProjectBranchRole,
  getProjectBranchRolePassword,
  listProjectBranchRoles,
  resetProjectBranchRolePassword,
} from './role-handlers.ts';

export { checkDatabaseName, checkRoleName } from './names.ts';
export { newDatabase, newRole } from './new-records.ts';

export const roleAndDatabaseHandlers: HandlerTable = refreshFirst({
  createProjectBranchDatabase,
  createProjectBranchRole,
  deleteProjectBranchDatabase,
  deleteProjectBranchRole,
  getProjectBranchDatabase,
  getProjectBranchRole,
  getProjectBranchRolePassword,
  listProjectBranchDatabases,
  listProjectBranchRoles,
  resetProjectBranchRolePassword,
  updateProjectBranchDatabase,
});
