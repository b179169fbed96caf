import type { HandlerTable } from '../handler.ts';
import { getAvailablePreloadLibraries, getProjectAdvisorSecurityIssues } from './advice-handlers.ts';
import { addProjectJWKS, deleteProjectJWKS, getProjectJWKS } from './jwks-handlers.ts';
import { listProjectMembers, removeProjectMemberRole, setProjectMemberRole } from './member-handlers.ts';
import {
  grantPermissionToProject,
  listProjectPermissions,
  revokePermissionFromProject,
} from './permission-handlers.ts';
import { acceptProjectTransferRequest, createProjectTransferRequest } from './transfer-request-handlers.ts';

export { acceptProjectTransferRequest, createProjectTransferRequest, grantPermissionToProject };

export const projectAccessHandlers: HandlerTable = {
  acceptProjectTransferRequest,
  createProjectTransferRequest,
  grantPermissionToProject,
  listProjectPermissions,
  revokePermissionFromProject,
};

/** Kept or answered without anything that follows from it. */
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
