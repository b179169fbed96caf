import type {
  Branch,
  GetProjectBranchResponse,
  ListProjectBranchesResponse,
  RestoreProjectBranchResponse,
} from '@neon-api/types';
import { beforeEach, describe, expect, test } from 'vitest';
import type { CreatedBranch, CreatedProject } from '../../../test/support/api.ts';
import { useEmulator } from '../../../test/support/use-emulator.ts';

const get = useEmulator({ clock: 'virtual' });
let created: CreatedProject;
let base: string;

beforeEach(async () => {
  created = await get().createProject();
  base = `/projects/${created.project.id}/branches`;
});

async function restore(id: string, body: object): Promise<{ status: number; body: RestoreProjectBranchResponse }> {
  const answer = await get().api.post<RestoreProjectBranchResponse>(`${base}/${id}/restore`, body);
  await get().emulator.settle();
  return answer;
}

async function read(id: string): Promise<Branch> {
  return (await get().api.get<GetProjectBranchResponse>(`${base}/${id}`)).body.branch;
}

const now = (): string => new Date(get().emulator.clock.now()).toISOString();

// neon-behaviour, Rules: Restore.
describe('restore', () => {
  test('reaches back as far as the project retains history, and no further', async () => {
    const { api, emulator } = get();
    await api.patch(`/projects/${created.project.id}`, { project: { history_retention_seconds: 3600 } });
    await emulator.settle();
    const body = { source_branch_id: created.branch.id, source_timestamp: now(), preserve_under_name: 'before' };
    await emulator.clock.advance(3_601_000);
    expect(await restore(created.branch.id, body)).toMatchObject({
      status: 422,
      body: { message: expect.stringContaining('3600 seconds') },
    });
    await api.patch(`/projects/${created.project.id}`, { project: { history_retention_seconds: 7200 } });
    await emulator.settle();
    expect((await restore(created.branch.id, body)).status).toBe(200);
  });

  test('from itself preserves the old branch under another name, as the new parent', async () => {
    const { api, emulator, dataPlane } = get();
    const point = now();
    await emulator.clock.advance(60_000);
    const { status, body } = await restore(created.branch.id, {
      source_branch_id: created.branch.id,
      source_timestamp: point,
      preserve_under_name: 'before',
    });
    expect(status).toBe(200);
    expect(body.branch).toMatchObject({ id: created.branch.id, current_state: 'resetting', pending_state: 'ready' });
    const { body: list } = await api.get<ListProjectBranchesResponse>(base);
    const backup = list.branches.find(({ name }) => name === 'before');
    expect(backup).toMatchObject({ current_state: 'ready', default: false });
    expect(backup).not.toHaveProperty('parent_id');
    expect(await read(created.branch.id)).toMatchObject({
      name: 'main',
      default: true,
      parent_id: backup?.id,
      parent_timestamp: point,
      current_state: 'ready',
    });
    const from = { branchId: created.branch.id, at: { timestamp: point } };
    expect(dataPlane.calls).toContain(
      `replaceBranchData ${JSON.stringify({ branchId: created.branch.id, from, keepOldAs: backup?.id })}`,
    );
  });

  test('from another branch keeps the endpoint’s host, reopened on the new data', async () => {
    const { api, createBranch, dataPlane } = get();
    const child = await createBranch(created.project.id);
    const before = dataPlane.calls.length;
    await restore(child.branch.id, { source_branch_id: created.branch.id });
    expect(dataPlane.calls.slice(before).map((call) => call.split(' ')[0])).toEqual([
      'replaceBranchData',
      'openEndpoint',
      'startEndpoint',
    ]);
    const { body } = await api.get(`/projects/${created.project.id}/endpoints/${child.endpoints[0]?.id}`);
    expect(body).toMatchObject({ endpoint: { host: child.endpoints[0]?.host, branch_id: child.branch.id } });
  });

  test('moves children to the preserved branch', async () => {
    const { api, createBranch } = get();
    const parent = await createBranch(created.project.id);
    const child = await createBranch(created.project.id, { parent_id: parent.branch.id });
    expect(await restore(parent.branch.id, { source_branch_id: created.branch.id })).toMatchObject({ status: 422 });
    await restore(parent.branch.id, { source_branch_id: created.branch.id, preserve_under_name: 'kept' });
    const { body } = await api.get<ListProjectBranchesResponse>(base);
    const kept = body.branches.find(({ name }) => name === 'kept');
    expect(kept?.parent_id).toBe(created.branch.id);
    expect((await read(child.branch.id)).parent_id).toBe(kept?.id);
    expect((await read(parent.branch.id)).parent_id).toBe(created.branch.id);
  });

  test.each([
    ['itself without a point', { preserve_under_name: 'x' }, 422],
    ['itself without preserve_under_name', { source_lsn: '0/1DE2850' }, 422],
    ['both an LSN and a time', { source_lsn: '0/1', source_timestamp: '2026-01-01T00:00:00Z' }, 400],
    ['a time before the branch existed', { source_timestamp: '2020-01-01T00:00:00Z', preserve_under_name: 'x' }, 422],
    ['a future time', { source_timestamp: '2999-01-01T00:00:00Z', preserve_under_name: 'x' }, 422],
    ['an existing name', { source_lsn: '0/1DE2850', preserve_under_name: 'main' }, 409],
    ['a missing branch', { source_branch_id: 'br-none' }, 404],
  ])('is refused from %s', async (_, body, status) => {
    expect(await restore(created.branch.id, { source_branch_id: created.branch.id, ...body })).toMatchObject({
      status,
    });
  });

  test('is refused for a protected branch', async () => {
    const { createBranch } = get();
    const { branch } = await createBranch(created.project.id, { protected: true });
    expect(await restore(branch.id, { source_branch_id: created.branch.id })).toMatchObject({ status: 422 });
  });
});

// neon-behaviour, Rules: a reset restarts the time (`ttl_interval_seconds`); all local changes are lost.
test('reset from parent discards local changes, sets last_reset_at, and restarts the time to expiry', async () => {
  const { api, emulator, createBranch } = get();
  const expires_at = new Date(emulator.clock.now() + 3_600_000).toISOString();
  const { branch } = await createBranch(created.project.id, { expires_at });
  await api.post(`${base}/${branch.id}/databases`, { database: { name: 'local', owner_name: 'neondb_owner' } });
  await emulator.settle();
  await emulator.clock.advance(1_800_000);
  await restore(branch.id, { source_branch_id: created.branch.id });
  const at = emulator.clock.now();
  expect(await read(branch.id)).toMatchObject({
    last_reset_at: new Date(at).toISOString(),
    expires_at: new Date(at + 3_600_000).toISOString(),
  });
  const { body } = await api.get<{ databases: { name: string }[] }>(`${base}/${branch.id}/databases`);
  expect(body.databases.map(({ name }) => name)).toEqual(['neondb']);
});

// neon-behaviour, Rules: Schema-only branch: a root of its own.
test('a schema-only branch is a root with the parent’s roles and databases', async () => {
  const { api, createBranch, dataPlane } = get();
  const child = await createBranch(created.project.id, { init_source: 'schema-only' });
  const copied = { branchId: child.branch.id, parentId: created.branch.id, schemaOnly: true };
  expect(dataPlane.calls).toContain(`copyBranch ${JSON.stringify(copied)}`);
  expect(child.branch).toMatchObject({ init_source: 'schema-only' });
  expect(child.branch).not.toHaveProperty('parent_id');
  expect(child.databases.map(({ name }) => name)).toEqual(['neondb']);
  expect(await api.delete(`${base}/${child.branch.id}`)).toMatchObject({ status: 200 });
});

// neon-behaviour, Rules: a child has the parent's roles and databases as of its point in time.
test('a branch from a point in time has the roles of that time, with the passwords that the response shows', async () => {
  const { api, emulator, dataPlane } = get();
  const point = now();
  await emulator.clock.advance(1000);
  await api.post(`${base}/${created.branch.id}/roles`, { role: { name: 'late' } });
  await emulator.settle();
  const { body } = await api.post<CreatedBranch>(base, { branch: { parent_timestamp: point } });
  expect(body.branch.parent_timestamp).toBe(point);
  expect(body.roles.map(({ name }) => name)).toEqual(['neondb_owner']);
  await emulator.settle();
  const copied = { branchId: body.branch.id, parentId: created.branch.id, at: { timestamp: point } };
  expect(dataPlane.calls.slice(-2)).toEqual([
    `copyBranch ${JSON.stringify(copied)}`,
    `applyRole ${body.branch.id} ${JSON.stringify({ name: 'neondb_owner', password: created.roles[0]?.password })}`,
  ]);
  const byLsn = await api.post<{ branch: Branch }>(base, { branch: { parent_lsn: '0/1DE2850' } });
  expect(byLsn.body.branch.parent_lsn).toBe('0/1DE2850');
  await emulator.settle();
  expect(await api.post(base, { branch: { parent_lsn: 'nonsense' } })).toMatchObject({ status: 400 });
});

test('an archived branch is restored when a compute starts on it', async () => {
  const { api, emulator } = get();
  const { body } = await api.post<{ branch: Branch }>(base, { branch: { archived: true } });
  await emulator.settle();
  expect(await read(body.branch.id)).toMatchObject({ current_state: 'archived' });
  await api.post(`/projects/${created.project.id}/endpoints`, {
    endpoint: { branch_id: body.branch.id, type: 'read_write' },
  });
  await emulator.settle();
  expect(await read(body.branch.id)).toMatchObject({ current_state: 'ready' });
});
