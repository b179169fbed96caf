import type { ListProjectMembersResponse, ProjectMember } from '@neon-api/types';
import { beforeEach, describe, expect, test } from 'vitest';
import { createApi } from '../../../test/support/api.ts';
import { createHandlerContext } from '../../../test/support/handler-context.ts';
import { useEmulator } from '../../../test/support/use-emulator.ts';
import type { HandlerContext } from '../handler.ts';
import { decideAccess } from './member-access.ts';
import { listProjectMembers, removeProjectMemberRole, setProjectMemberRole } from './member-handlers.ts';
import { newProject } from './new-project.ts';

const get = useEmulator();

test('the members of the organization are listed with their access', async () => {
  const { api, createProject } = get();
  const { project } = await createProject();
  const path = `/projects/${project.id}/members`;
  const { status, body } = await api.get<ListProjectMembersResponse>(path);
  expect({ status, body }).toMatchObject({
    status: 200,
    body: {
      project_members: [
        {
          email: 'developer@example.com',
          name: 'Local Developer',
          org_role: 'admin',
          project_role: 'admin',
          effective_project_permission: 'CAN_MANAGE',
          grant_source: 'org_admin_override',
        },
      ],
      pagination: {},
    },
  });
  for (const query of ['?limit=0', '?limit=501', '?cursor=x']) {
    expect(await api.get(`${path}${query}`)).toMatchObject({ status: 400 });
  }
  expect(await api.get('/projects/none-none-00000000/members')).toMatchObject({ status: 404 });
});

test('a role can be granted and removed repeatedly', async () => {
  const { api, createProject } = get();
  const { project } = await createProject();
  const path = `/projects/${project.id}/members`;
  const { body } = await api.get<ListProjectMembersResponse>(path);
  const role = `${path}/${body.project_members[0]?.member_id}/role`;
  expect(await api.put(role, { role: 'viewer' })).toMatchObject({
    status: 200,
    body: {
      project_id: project.id,
      explicit_project_permission: 'CAN_VIEW',
      effective_project_permission: 'CAN_MANAGE',
      credential_rotation_recommended: false,
    },
  });
  expect((await api.get<ListProjectMembersResponse>(path)).body.project_members).toMatchObject([
    { explicit_project_permission: 'CAN_VIEW' },
  ]);
  for (let round = 0; round < 2; round++) {
    const removed = await api.delete<ProjectMember>(role);
    expect(removed).toMatchObject({ status: 200, body: { effective_project_permission: 'CAN_MANAGE' } });
    expect(removed.body).not.toHaveProperty('explicit_project_permission');
  }
  expect(await api.put(role, { role: 'owner' })).toMatchObject({ status: 400 });
  expect(await api.put(`${path}/none/role`, { role: 'viewer' })).toMatchObject({ status: 404 });
  expect(await api.delete(`${path}/none/role`)).toMatchObject({ status: 404 });
});

test('a project-scoped key can list the members but not change their roles', async () => {
  const { api, emulator, createProject } = get();
  const { project } = await createProject();
  const { body: made } = await api.post<{ key: string }>(`/organizations/${project.org_id}/api_keys`, {
    key_name: 'ci',
    project_id: project.id,
  });
  const scoped = createApi({ apiUrl: emulator.apiUrl, apiKey: made.key });
  const path = `/projects/${project.id}/members`;
  const { status, body } = await scoped.get<ListProjectMembersResponse>(path);
  expect(status).toBe(200);
  const role = `${path}/${body.project_members[0]?.member_id}/role`;
  expect(await scoped.put(role, { role: 'viewer' })).toMatchObject({ status: 403 });
  expect(await scoped.delete(role)).toMatchObject({ status: 403 });
});

test.each([
  ['admin', undefined, 'CAN_MANAGE', 'admin', 'org_admin_override'],
  ['admin', 'viewer', 'CAN_MANAGE', 'admin', 'org_admin_override'],
  ['member', undefined, 'CAN_EDIT', 'editor', 'org_role_default'],
  ['member', 'viewer', 'CAN_VIEW', 'viewer', 'explicit'],
  ['member', 'admin', 'CAN_MANAGE', 'admin', 'explicit'],
  ['editor', undefined, 'CAN_EDIT', 'editor', 'org_role_default'],
  ['viewer', undefined, 'CAN_VIEW', 'viewer', 'org_role_default'],
  ['collaborator', undefined, undefined, undefined, 'unassigned'],
  ['collaborator', 'editor', 'CAN_EDIT', 'editor', 'explicit'],
] as const)(
  'an organization %s with granted role %s has %s as %s (%s)',
  (role, granted, level, projectRole, source) => {
    const access = decideAccess({ role: role as 'admin' }, granted);
    expect(access.effective_project_permission).toBe(level);
    expect(access.project_role).toBe(projectRole);
    expect(access.grant_source).toBe(source);
  },
);

// No call creates a second user, so these tests call the handlers.
describe('a member who is not an organization admin', () => {
  let context: HandlerContext;
  let asMember: HandlerContext;
  let projectId: string;

  beforeEach(() => {
    context = createHandlerContext();
    const compute = { autoscaling_limit_min_cu: 1, autoscaling_limit_max_cu: 1, suspend_timeout_seconds: 0 };
    const record = newProject(context, {}, compute);
    projectId = record.project.id;
    const { state } = context.store;
    state.projects.set(projectId, record);
    state.users.push({ id: 'second', name: 'Second', lastName: 'User', email: 'second@example.com' });
    const [organization] = state.organizations;
    organization?.members.push({ id: 'm2', user_id: 'second', org_id: organization.organization.id, role: 'member' });
    asMember = { ...context, caller: { kind: 'user', userId: 'second' } };
  });

  const params = () => ({ project_id: projectId, member_id: 'm2' });

  test('is listed with the default of the role', async () => {
    const { project_members: members } = await listProjectMembers(context, { project_id: projectId });
    expect(members.find(({ member_id }) => member_id === 'm2')).toMatchObject({
      email: 'second@example.com',
      org_role: 'member',
      org_default_project_permission: 'CAN_EDIT',
      effective_project_permission: 'CAN_EDIT',
      grant_source: 'org_role_default',
    });
  });

  test('cannot change roles without being a project admin', async () => {
    const change = () => setProjectMemberRole(asMember, { ...params(), body: { role: 'admin' } });
    expect(change).toThrow(expect.objectContaining({ status: 403 }));
    expect(() => removeProjectMemberRole(asMember, params())).toThrow(expect.objectContaining({ status: 403 }));
    await setProjectMemberRole(context, { ...params(), body: { role: 'admin' } });
    expect(change()).toMatchObject({ effective_project_permission: 'CAN_MANAGE' });
  });

  test('must confirm giving up the right to manage', async () => {
    await setProjectMemberRole(context, { ...params(), body: { role: 'admin' } });
    const demotion = { ...params(), body: { role: 'viewer' } } as const;
    expect(() => setProjectMemberRole(asMember, demotion)).toThrow('confirm_self_demotion=true');
    expect(() => removeProjectMemberRole(asMember, params())).toThrow('confirm_self_lockout=true');
    expect(setProjectMemberRole(asMember, { ...demotion, confirm_self_demotion: true })).toMatchObject({
      effective_project_permission: 'CAN_VIEW',
    });
    await setProjectMemberRole(context, { ...params(), body: { role: 'admin' } });
    expect(removeProjectMemberRole(asMember, { ...params(), confirm_self_lockout: true })).toMatchObject({
      effective_project_permission: 'CAN_EDIT',
    });
  });

  test('with reduced access is advised to rotate credentials, and keys if there are any', () => {
    const change = (role: 'viewer' | 'editor' | 'admin') =>
      setProjectMemberRole(context, { ...params(), body: { role } });
    expect(change('admin')).toMatchObject({
      credential_rotation_recommended: false,
      org_api_key_rotation_recommended: false,
    });
    expect(change('editor')).toMatchObject({
      credential_rotation_recommended: true,
      org_api_key_rotation_recommended: false,
    });
    const key = { id: 1, name: 'ci', digest: 'd', createdAt: '2026-03-01T00:00:00Z', userId: 'second' };
    context.store.state.apiKeys.push({ ...key, projectId });
    expect(change('viewer')).toMatchObject({ org_api_key_rotation_recommended: true });
  });
});
