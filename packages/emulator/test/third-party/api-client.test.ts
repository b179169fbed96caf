import { type Api, createApiClient, EndpointType } from '@neondatabase/api-client';
import { beforeEach, expect, test } from 'vitest';
import { useEmulator } from '../support/use-emulator.ts';

/** Neon's published package, with only its base URL changed. */
const get = useEmulator();
let neon: Api<unknown>;
const settle = (): Promise<void> => get().emulator.settle();

beforeEach(() => {
  const { apiKey, apiUrl } = get().emulator;
  neon = createApiClient({ apiKey, baseURL: apiUrl });
});

test('@neondatabase/api-client creates, lists, changes, deletes and recovers projects', async () => {
  const { data: created } = await neon.createProject({ project: { name: 'shop', org_id: get().emulator.orgId } });
  expect(created.operations.map(({ action }) => action)).toEqual(['create_timeline', 'start_compute']);
  await settle();
  const { data: listed } = await neon.listProjects({ org_id: get().emulator.orgId });
  expect(listed.projects.map(({ name }) => name)).toEqual(['shop']);
  const { data: updated } = await neon.updateProject(created.project.id, { project: { name: 'store' } });
  expect(updated.project.name).toBe('store');
  await neon.deleteProject(created.project.id);
  await settle();
  await expect(neon.getProject(created.project.id)).rejects.toMatchObject({ response: { status: 404 } });
  expect((await neon.recoverProject(created.project.id)).data.project.name).toBe('store');
});

test('@neondatabase/api-client creates, lists, changes and deletes the resources of a project', async () => {
  const { data: created } = await neon.createProject({ project: { org_id: get().emulator.orgId } });
  const projectId = created.project.id;
  await settle();
  const { data: child } = await neon.createProjectBranch(projectId, {
    branch: { name: 'dev' },
    endpoints: [{ type: EndpointType.ReadWrite }],
  });
  const branchId = child.branch.id;
  await settle();
  await neon.updateProjectBranch(projectId, branchId, { branch: { name: 'feature' } });
  const { data: branches } = await neon.listProjectBranches({ projectId });
  expect(branches.branches.map(({ name }) => name).toSorted()).toEqual(['feature', 'main']);

  const { data: replica } = await neon.createProjectEndpoint(projectId, {
    endpoint: { branch_id: branchId, type: EndpointType.ReadOnly },
  });
  await settle();
  const settings = { endpoint: { suspend_timeout_seconds: 120 } };
  const { data: changed } = await neon.updateProjectEndpoint(projectId, replica.endpoint.id, settings);
  expect(changed.endpoint.suspend_timeout_seconds).toBe(120);
  await settle();
  expect((await neon.listProjectEndpoints(projectId)).data.endpoints).toHaveLength(3);
  await neon.deleteProjectEndpoint(projectId, replica.endpoint.id);
  await settle();

  await neon.createProjectBranchRole(projectId, branchId, { role: { name: 'app' } });
  await settle();
  const { data: reset } = await neon.resetProjectBranchRolePassword(projectId, branchId, 'app');
  await settle();
  const { data: revealed } = await neon.getProjectBranchRolePassword(projectId, branchId, 'app');
  expect(revealed.password).toBe(reset.role.password);
  await neon.createProjectBranchDatabase(projectId, branchId, { database: { name: 'shop', owner_name: 'app' } });
  await settle();
  await neon.updateProjectBranchDatabase(projectId, branchId, 'shop', { database: { name: 'store' } });
  await settle();
  const { data: databases } = await neon.listProjectBranchDatabases(projectId, branchId);
  expect(databases.databases.map(({ name }) => name).toSorted()).toEqual(['neondb', 'store']);
  await neon.deleteProjectBranchDatabase(projectId, branchId, 'store');
  await settle();
  await neon.deleteProjectBranchRole(projectId, branchId, 'app');
  await settle();
  await neon.deleteProjectBranch({ projectId, branchId });
  await settle();
  const { data: operations } = await neon.listProjectOperations({ projectId });
  expect(new Set(operations.operations.map(({ status }) => status))).toEqual(new Set(['finished']));
  expect(operations.operations.at(0)?.action).toBe('delete_timeline');
});

test('@neondatabase/api-client creates, lists and revokes keys', async () => {
  const { apiUrl } = get().emulator;
  const { data: made } = await neon.createApiKey({ key_name: 'ci' });
  const own = createApiClient({ apiKey: made.key, baseURL: apiUrl });
  expect((await own.getCurrentUserInfo()).data.email).toBe('developer@example.com');
  expect((await neon.listApiKeys()).data.map(({ name }) => name)).toEqual(['ci']);
  await neon.revokeApiKey(made.id);
  await expect(own.getCurrentUserInfo()).rejects.toMatchObject({ response: { status: 401 } });
});
