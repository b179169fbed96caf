import type { Branch, ListProjectBranchesResponse, RecoverProjectBranchResponse } from '@neon-api/types';
import { beforeEach, describe, expect, test } from 'vitest';
import type { CreatedBranch, CreatedProject } from '../../../test/support/api.ts';
import { useEmulator } from '../../../test/support/use-emulator.ts';

const DAY_MS = 86_400_000;
const get = useEmulator({ clock: 'virtual' });
let created: CreatedProject;
let base: string;

beforeEach(async () => {
  created = await get().createProject();
  base = `/projects/${created.project.id}/branches`;
});

async function listBranches(query = ''): Promise<Branch[]> {
  return (await get().api.get<ListProjectBranchesResponse>(`${base}${query}`)).body.branches;
}

async function deleteBranch(created: CreatedBranch, query = ''): Promise<void> {
  expect(await get().api.delete(`${base}/${created.branch.id}${query}`)).toMatchObject({ status: 200 });
  await get().emulator.settle();
}

// neon-behaviour, Rules: soft delete, recoverable for seven days, unless `hard_delete` [spec]; unlisted at once.
describe('a deleted branch', () => {
  test('leaves the list immediately, and is listed with its recovery when deleted branches are requested', async () => {
    const { emulator, createBranch } = get();
    const child = await createBranch(created.project.id);
    await deleteBranch(child);
    expect((await listBranches()).map(({ id }) => id)).toEqual([created.branch.id]);
    const [deleted] = (await listBranches('?include_deleted=true')).filter(({ recovery }) => recovery);
    const now = emulator.clock.now();
    expect(deleted).toMatchObject({
      id: child.branch.id,
      recovery: {
        deleted_at: new Date(now).toISOString(),
        recoverable_until: new Date(now + 7 * DAY_MS).toISOString(),
        deletion_method: 'user',
      },
    });
  });

  test('is recovered idle, with its endpoints, the same host, and no expiry', async () => {
    const { api, emulator, createBranch, dataPlane } = get();
    const expires_at = new Date(emulator.clock.now() + DAY_MS).toISOString();
    const child = await createBranch(created.project.id, { name: 'feature', expires_at });
    await deleteBranch(child);
    const { status, body } = await api.post<RecoverProjectBranchResponse>(`${base}/${child.branch.id}/recover`);
    expect(status).toBe(200);
    expect(body.branch).toMatchObject({ id: child.branch.id, name: 'feature' });
    expect(body.branch).not.toHaveProperty('expires_at');
    expect(body.endpoints?.[0]).toMatchObject({ current_state: 'idle', host: child.endpoints[0]?.host });
    await emulator.settle();
    expect(dataPlane.calls.some((call) => call.startsWith('dropBranch'))).toBe(false);
    expect(dataPlane.calls.at(-1)).toMatch(/^openEndpoint/);
    expect(await listBranches()).toHaveLength(2);
  });

  test('cannot be recovered after seven days, because its data is deleted', async () => {
    const { api, emulator, createBranch, dataPlane } = get();
    const child = await createBranch(created.project.id);
    await deleteBranch(child);
    await emulator.clock.advance(7 * DAY_MS);
    expect(await api.post(`${base}/${child.branch.id}/recover`)).toMatchObject({ status: 404 });
    await emulator.settle();
    expect(dataPlane.calls.at(-1)).toBe(`dropBranch ${child.branch.id}`);
    expect(await listBranches('?include_deleted=true')).toHaveLength(1);
  });

  test('cannot be recovered if another branch has its name', async () => {
    const { api, createBranch } = get();
    const child = await createBranch(created.project.id, { name: 'feature' });
    await deleteBranch(child);
    await createBranch(created.project.id, { name: 'feature' });
    expect(await api.post(`${base}/${child.branch.id}/recover`)).toMatchObject({ status: 409 });
  });

  test('cannot be recovered without its parent', async () => {
    const { api, emulator, createBranch } = get();
    const parent = await createBranch(created.project.id);
    const child = await createBranch(created.project.id, { parent_id: parent.branch.id });
    await deleteBranch(child);
    await deleteBranch(parent);
    expect(await api.post(`${base}/${child.branch.id}/recover`)).toMatchObject({ status: 422 });
    await api.post(`${base}/${parent.branch.id}/recover`);
    await emulator.settle();
    expect(await api.post(`${base}/${child.branch.id}/recover`)).toMatchObject({ status: 200 });
  });

  test('is removed immediately with hard_delete', async () => {
    const { api, createBranch, dataPlane } = get();
    const child = await createBranch(created.project.id);
    await deleteBranch(child, '?hard_delete=true');
    expect(dataPlane.calls.at(-1)).toBe(`dropBranch ${child.branch.id}`);
    expect(await api.post(`${base}/${child.branch.id}/recover`)).toMatchObject({ status: 404 });
  });
});

// neon-behaviour, Rules: `expires_at`; spec: deletion_method `ttl`.
test('a branch is deleted when it expires, not before, and can be recovered', async () => {
  const { api, emulator, createBranch } = get();
  const expires_at = new Date(emulator.clock.now() + 3_600_000).toISOString();
  const { branch } = await createBranch(created.project.id, { expires_at });
  await emulator.clock.advance(3_599_000);
  expect(await listBranches()).toHaveLength(2);
  await emulator.clock.advance(1000);
  expect(await api.get(`${base}/${branch.id}`)).toMatchObject({ status: 404 });
  const [deleted] = (await listBranches('?include_deleted=true')).filter(({ recovery }) => recovery);
  expect(deleted?.recovery?.deletion_method).toBe('ttl');
  await emulator.settle();
  expect(await api.post(`${base}/${branch.id}/recover`)).toMatchObject({ status: 200 });
});
