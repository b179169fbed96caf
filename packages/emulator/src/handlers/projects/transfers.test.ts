import { beforeEach, describe, expect, test } from 'vitest';
import { createHandlerContext } from '../../../test/support/handler-context.ts';
import { newOrganization } from '../../state/index.ts';
import type { HandlerContext } from '../handler.ts';
import { createProject } from './create-project.ts';
import { grantPermissionToProject } from './permission-handlers.ts';
import { getProject, listProjects, listSharedProjects } from './project-handlers.ts';
import { transferProjectsFromOrgToOrg, transferProjectsFromUserToOrg } from './transfer-handlers.ts';
import { acceptProjectTransferRequest, createProjectTransferRequest } from './transfer-request-handlers.ts';

let own: HandlerContext;
let theirs: HandlerContext;
let projectId: string;
let sourceId: string;
let theirOrgId: string;

beforeEach(async () => {
  own = createHandlerContext();
  const { state } = own.store;
  const other = { id: '00000000-0000-4000-8000-000000000002', name: 'Other', lastName: 'User', email: 'o@example.com' };
  state.users.push(other);
  const organization = newOrganization(own.clock, own.random, { name: 'Other', handle: 'other', admin: other });
  state.organizations.push(organization);
  theirOrgId = organization.organization.id;
  sourceId = state.organizations[0]?.organization.id ?? '';
  theirs = { ...own, caller: { kind: 'user', userId: other.id } };
  projectId = (await createProject(own, { body: { project: {} } })).project.id;
  await own.operations.settle();
});

async function ownerOf(id: string): Promise<string | undefined> {
  return (await getProject(own, { project_id: id })).project.org_id;
}

function joinOtherOrganization(): void {
  own.store.state.organizations[1]?.members.push({
    id: '00000000-0000-4000-8000-000000000003',
    user_id: own.caller.userId,
    org_id: theirOrgId,
    role: 'member',
  });
}

describe('a transfer', () => {
  test('moves all or none of the projects to another organization of the caller', async () => {
    joinOtherOrganization();
    const asked = { source_org_id: sourceId, body: { destination_org_id: theirOrgId, project_ids: [projectId] } };
    const withUnknown = { ...asked, body: { ...asked.body, project_ids: [projectId, 'none'] } };
    expect(() => transferProjectsFromOrgToOrg(own, withUnknown)).toThrow('project not found');
    expect(await ownerOf(projectId)).toBe(sourceId);
    await transferProjectsFromOrgToOrg(own, asked);
    expect(await ownerOf(projectId)).toBe(theirOrgId);
    expect(() => transferProjectsFromOrgToOrg(own, asked)).toThrow('project not found');
  });

  test('from the user moves the projects of the first organization', async () => {
    joinOtherOrganization();
    await transferProjectsFromUserToOrg(own, { body: { destination_org_id: theirOrgId, project_ids: [projectId] } });
    expect(await ownerOf(projectId)).toBe(theirOrgId);
  });

  test('is refused for an organization that the caller does not belong to', () => {
    const body = { destination_org_id: theirOrgId, project_ids: [projectId] };
    expect(() => transferProjectsFromOrgToOrg(own, { source_org_id: sourceId, body })).toThrow(
      'organization not found',
    );
  });
});

describe('a transfer request', () => {
  test('is accepted once, by anyone with its id, for one of their organizations', async () => {
    const request = await createProjectTransferRequest(own, { project_id: projectId });
    expect(Date.parse(request.expires_at) - Date.parse(request.created_at)).toBe(86_400_000);
    const accept = { project_id: projectId, request_id: request.id };
    expect(() => acceptProjectTransferRequest(theirs, { ...accept, body: { org_id: sourceId } })).toThrow(
      'organization not found',
    );
    await acceptProjectTransferRequest(theirs, accept);
    expect(await ownerOf(projectId)).toBe(theirOrgId);
    expect(() => acceptProjectTransferRequest(own, accept)).toThrow('project transfer request not found');
  });

  test('expires', async () => {
    const request = await createProjectTransferRequest(own, { project_id: projectId, body: { ttl_seconds: 60 } });
    const later = { ...theirs, clock: { ...own.clock, now: () => own.clock.now() + 60_000 } };
    expect(() => acceptProjectTransferRequest(later, { project_id: projectId, request_id: request.id })).toThrow(
      'project transfer request not found',
    );
  });
});

test('a user who was given access to a project sees it among the shared projects', async () => {
  expect((await listSharedProjects(theirs, {})).projects).toEqual([]);
  await grantPermissionToProject(own, { project_id: projectId, body: { email: 'o@example.com' } });
  expect((await listSharedProjects(theirs, {})).projects.map(({ id }) => id)).toEqual([projectId]);
  expect((await listSharedProjects(theirs, { search: 'no-such' })).projects).toEqual([]);
  expect((await listSharedProjects(own, {})).projects).toEqual([]);
});

test('a user sees only the projects of their organizations', async () => {
  expect((await listProjects(own, {})).projects).toHaveLength(1);
  expect((await listProjects(theirs, {})).projects).toEqual([]);
});
