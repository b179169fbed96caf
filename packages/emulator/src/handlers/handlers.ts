import {
  countProjectBranches,
  deleteProjectBranch,
  getProjectBranch,
  listProjectBranches,
  setDefaultProjectBranch,
  updateProjectBranch,
} from './branch-handlers.ts';
import { getConnectionURI } from './connection-uri-handler.ts';
import { createProjectBranch } from './create-branch.ts';
import {
  createProjectBranchDatabase,
  deleteProjectBranchDatabase,
  getProjectBranchDatabase,
  listProjectBranchDatabases,
  updateProjectBranchDatabase,
} from './database-handlers.ts';
import {
  createProjectEndpoint,
  deleteProjectEndpoint,
  getProjectEndpoint,
  listProjectBranchEndpoints,
  listProjectEndpoints,
  updateProjectEndpoint,
} from './endpoint-handlers.ts';
import { restartProjectEndpoint, startProjectEndpoint, suspendProjectEndpoint } from './endpoint-power-handlers.ts';
import type { Handler } from './handler.ts';
import { getProjectOperation, listProjectOperations } from './operation-handlers.ts';
import { createProject, deleteProject, getProject, listProjects, updateProject } from './project-handlers.ts';
import { getActiveRegions } from './regions.ts';
import {
  createProjectBranchRole,
  deleteProjectBranchRole,
  getProjectBranchRole,
  getProjectBranchRolePassword,
  listProjectBranchRoles,
  resetProjectBranchRolePassword,
} from './role-handlers.ts';
import { getCurrentUserInfo, getCurrentUserOrganizations } from './user-handlers.ts';

/** What is stateful, by operationId; every other operation of the contract answers 501. */
export const HANDLERS: ReadonlyMap<string, Handler<never, unknown>> = new Map<string, Handler<never, unknown>>(
  Object.entries({
    listProjectBranches,
    countProjectBranches,
    getProjectBranch,
    updateProjectBranch,
    deleteProjectBranch,
    setDefaultProjectBranch,
    getConnectionURI,
    createProjectBranch,
    listProjectBranchDatabases,
    getProjectBranchDatabase,
    createProjectBranchDatabase,
    updateProjectBranchDatabase,
    deleteProjectBranchDatabase,
    listProjectEndpoints,
    listProjectBranchEndpoints,
    getProjectEndpoint,
    createProjectEndpoint,
    updateProjectEndpoint,
    deleteProjectEndpoint,
    startProjectEndpoint,
    suspendProjectEndpoint,
    restartProjectEndpoint,
    listProjectOperations,
    getProjectOperation,
    listProjects,
    createProject,
    getProject,
    updateProject,
    deleteProject,
    getActiveRegions,
    listProjectBranchRoles,
    getProjectBranchRole,
    createProjectBranchRole,
    deleteProjectBranchRole,
    getProjectBranchRolePassword,
    resetProjectBranchRolePassword,
    getCurrentUserInfo,
    getCurrentUserOrganizations,
  }),
);
