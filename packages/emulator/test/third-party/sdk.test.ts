import { createNeonClient } from '@neon/sdk';
import { expect, test } from 'vitest';
import { useEmulator } from '../support/use-emulator.ts';

/** Neon's published package, with only its base URL and poll interval changed. */
const get = useEmulator();

function createSdk(apiKey: string = get().emulator.apiKey): ReturnType<typeof createNeonClient<true>> {
  return createNeonClient<true>({
    apiKey,
    baseUrl: get().emulator.apiUrl,
    orgId: get().emulator.orgId,
    throwOnError: true,
    waitForReadiness: true,
    wait: { pollIntervalMs: 5 },
  });
}

test('@neon/sdk creates, lists, changes and deletes projects and waits for their operations', async () => {
  const neon = createSdk();
  const { project, connectionString } = await neon.projects.createAndConnect({ name: 'shop' });
  expect(connectionString).toMatch(/^postgresql:\/\/neondb_owner:npg_/);
  await neon.projects.create({ name: 'other' });
  const listed = await neon.projects.list({ limit: 1 }).all();
  expect(listed.map(({ name }) => name).toSorted()).toEqual(['other', 'shop']);
  expect((await neon.projects.update({ projectId: project.id, name: 'store' })).name).toBe('store');
  await neon.projects.delete({ projectId: project.id });
  await expect(neon.projects.get({ projectId: project.id })).rejects.toMatchObject({ kind: 'not_found' });
  await get().emulator.settle();
  expect((await neon.projects.recover({ projectId: project.id })).name).toBe('store');
});

test('@neon/sdk creates, lists, changes and deletes the resources of a project', async () => {
  const neon = createSdk();
  const { id: projectId } = await neon.projects.create({ name: 'shop' });
  const { branch } = await neon.branches.createAndConnect({ projectId, name: 'dev' });
  const at = { projectId, branchId: branch.id };
  expect((await neon.branches.update({ ...at, name: 'feature' })).name).toBe('feature');
  expect((await neon.branches.getDefault({ projectId })).name).toBe('main');

  const replica = await neon.postgres.endpoints.create({ projectId, branch_id: branch.id, type: 'read_only' });
  const endpoint = { projectId, endpointId: replica.id };
  await neon.postgres.endpoints.update({ ...endpoint, suspend_timeout_seconds: 120 });
  expect((await neon.postgres.endpoints.suspend(endpoint)).id).toBe(replica.id);
  expect((await neon.postgres.endpoints.get(endpoint)).current_state).toBe('idle');
  expect(await neon.postgres.endpoints.listByBranch(at)).toHaveLength(2);
  await neon.postgres.endpoints.delete(endpoint);

  await neon.postgres.roles.create({ ...at, name: 'app' });
  const { password } = await neon.postgres.roles.resetPassword({ ...at, roleName: 'app' });
  expect(await neon.postgres.roles.password({ ...at, roleName: 'app' })).toBe(password);
  await neon.postgres.databases.create({ ...at, name: 'shop', owner_name: 'app' });
  await neon.postgres.databases.update({ ...at, databaseName: 'shop', name: 'store' });
  expect((await neon.postgres.databases.list(at)).map(({ name }) => name).toSorted()).toEqual(['neondb', 'store']);
  await neon.postgres.databases.delete({ ...at, databaseName: 'store' });
  await neon.postgres.roles.delete({ ...at, roleName: 'app' });
  expect((await neon.postgres.roles.list(at)).map(({ name }) => name)).toEqual(['neondb_owner']);

  expect((await neon.branches.resetFromParent(at)).id).toBe(branch.id);
  await neon.branches.delete(at);
  expect(await neon.branches.list({ projectId }).all()).toHaveLength(1);
  await get().emulator.settle();
  const operations = await neon.operations.list({ projectId }).all();
  expect(new Set(operations.map(({ status }) => status))).toEqual(new Set(['finished']));
});

test('@neon/sdk creates, lists and revokes keys', async () => {
  const neon = createSdk();
  const made = await neon.apiKeys.create({ keyName: 'ci' });
  const own = createSdk(made.key);
  expect((await own.user.me()).email).toBe('developer@example.com');
  expect((await neon.apiKeys.list()).map(({ name }) => name)).toEqual(['ci']);
  await neon.apiKeys.revoke({ keyId: made.id });
  await expect(own.user.me()).rejects.toMatchObject({ kind: 'auth' });
});
