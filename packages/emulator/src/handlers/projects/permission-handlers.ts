import type {
  GrantPermissionToProjectParams,
  GrantPermissionToProjectResponse,
  ListProjectPermissionsParams,
  ListProjectPermissionsResponse,
  RevokePermissionFromProjectParams,
  RevokePermissionFromProjectResponse,
} from '@neon-api/types';
import { conflict, notFound } from '../../errors/index.ts';
import { randomUuid, timestampOf } from '../../support/index.ts';
import { findProject, showAll } from '../common/index.ts';
import type { Handler } from '../handler.ts';

export const listProjectPermissions: Handler<ListProjectPermissionsParams, ListProjectPermissionsResponse> = (
  context,
  { project_id },
) => ({ project_permissions: showAll(findProject(context, project_id).permissions) });

export const grantPermissionToProject: Handler<GrantPermissionToProjectParams, GrantPermissionToProjectResponse> = (
  context,
  { project_id, body: { email } },
) => {
  const { permissions } = findProject(context, project_id);
  if (permissions.some(({ granted_to_email }) => granted_to_email === email)) {
    throw conflict(`${email} already has access to the project`);
  }
  const permission = {
    id: randomUuid(context.random),
    granted_to_email: email,
    granted_at: timestampOf(context.clock),
  };
  permissions.push(permission);
  return { ...permission };
};

export const revokePermissionFromProject: Handler<
  RevokePermissionFromProjectParams,
  RevokePermissionFromProjectResponse
> = (context, { project_id, permission_id }) => {
  const { permissions } = findProject(context, project_id);
  const permission = permissions.find(({ id }) => id === permission_id);
  if (!permission) throw notFound('permission');
  permissions.splice(permissions.indexOf(permission), 1);
  return { ...permission, revoked_at: timestampOf(context.clock) };
};
