import type { HandlerTable } from '../handler.ts';
import { getAvailablePreloadLibraries, getProjectAdvisorSecurityIssues } from './advice-handlers.ts';
import { createProject } from './create-project.ts';
import { addProjectJWKS, deleteProjectJWKS, getProjectJWKS } from './jwks-handlers.ts';
import { listProjectMembers, removeProjectMemberRole, setProjectMemberRole } from './member-handlers.ts';
import {
  grantPermissionToProject,
  listProjectPermissions,
  revokePermissionFromProject,
} from './permission-handlers.ts';
import {
  deleteProject,
  getProject,
  listProjects,
  listSharedProjects,
  recoverProject,
  updateProject,
} from './project-handlers.ts';
import { getActiveRegions } from './regions.ts';
import { transferProjectsFromOrgToOrg, transferProjectsFromUserToOrg } from './transfer-handlers.ts';
import { acceptProjectTransferRequest, createProjectTransferRequest } from './transfer-request-handlers.ts';

export { newProject } from './new-project.ts';

export const projectHandlers: HandlerTable = {
  acceptProjectTransferRequest,
  createProject,
  createProjectTransferRequest,
  deleteProject,
  getActiveRegions,
  getProject,
  grantPermissionToProject,
  listProjectPermissions,
  listProjects,
  listSharedProjects,
  recoverProject,
  revokePermissionFromProject,
  transferProjectsFromOrgToOrg,
  transferProjectsFromUserToOrg,
  updateProject,
};

/** Recorded or answered without any other effect. */
export const recordedProjectHandlers: HandlerTable = {
  addProjectJWKS,
  deleteProjectJWKS,
  getAvailablePreloadLibraries,
  getProjectAdvisorSecurityIssues,
  getProjectJWKS,
  listProjectMembers,
  removeProjectMemberRole,
  setProjectMemberRole,
};
