import type { Branch, GetProjectBranchResponse, ListProjectBranchesResponse, Operation } from '@neon-api/types';
import { beforeEach, describe, expect, test } from 'vitest';
import type { CreatedBranch, CreatedProject } from '../../../test/support/api.ts';
import { useEmulator } from '../../../test/support/use-emulator.ts';

const get = useEmulator();
let created: CreatedProject;
let base: string;

beforeEach(async () => {
  created = await get().createProject();
  base = `/projects/${created.project.id}/branches`;
});

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();

describe('createProjectBranch', () => {
  test('without a body copies the default branch, without an endpoint, and uses the id as the name', async () => {
    const { api, dataPlane, emulator } = get();
    const { status, body } = await api.post<CreatedBranch>(base);
    expect(status).toBe(201);
    expect(body.branch).toMatchObject({ name: body.branch.id, parent_id: created.branch.id, current_state: 'init' });
    expect(body.operations.map(({ action, status: state }) => [action, state])).toEqual([['create_branch', 'running']]);
    expect(body.endpoints).toEqual([]);
    expect(body).not.toHaveProperty('connection_uris');
    await emulator.settle();
    expect(dataPlane.calls.at(-1)).toBe(
      `copyBranch ${JSON.stringify({ branchId: body.branch.id, parentId: created.branch.id })}`,
    );
  });

  test('with an endpoint starts create_branch and start_compute', async () => {
    const { body } = await get().api.post<CreatedBranch>(base, { endpoints: [{ type: 'read_write' }] });
    expect(body.operations.map(({ action }) => action)).toEqual(['create_branch', 'start_compute']);
    expect(body.endpoints[0]).toMatchObject({ branch_id: body.branch.id, type: 'read_write' });
  });

  test('roles have no passwords; the connection URI has the parent’s', async () => {
    const child = await get().createBranch(created.project.id);
    expect(child.roles.map((role) => [role.name, 'password' in role])).toEqual([['neondb_owner', false]]);
    const [connection] = child.connection_uris ?? [];
    expect(connection?.connection_parameters.password).toBe(created.roles[0]?.password);
  });

  test('the child of a protected branch gets new passwords, in Postgres too', async () => {
    const { api, createBranch, dataPlane } = get();
    await api.patch(`${base}/${created.branch.id}`, { branch: { protected: true } });
    const child = await createBranch(created.project.id);
    const password = child.connection_uris?.[0]?.connection_parameters.password;
    expect(password).not.toBe(created.roles[0]?.password);
    expect(dataPlane.calls).toContain(
      `applyRole ${child.branch.id} ${JSON.stringify({ name: 'neondb_owner', password })}`,
    );
  });

  test('returns no URIs when the parent has several databases', async () => {
    const { api, emulator, createBranch } = get();
    await api.post(`${base}/${created.branch.id}/databases`, {
      database: { name: 'second', owner_name: 'neondb_owner' },
    });
    await emulator.settle();
    const child = await createBranch(created.project.id);
    expect(child.databases.map(({ name }) => name)).toEqual(['neondb', 'second']);
    expect(child).not.toHaveProperty('connection_uris');
  });

  test('an existing name is a conflict', async () => {
    expect(await get().api.post(base, { branch: { name: 'main' } })).toMatchObject({ status: 409 });
  });

  test('an unknown parent is not found', async () => {
    const answer = await get().api.post(base, { branch: { parent_id: 'br-none' } });
    expect(answer).toMatchObject({ status: 404, body: { code: '', message: 'branch not found' } });
  });

  test('annotations appear with the branch and in the list', async () => {
    const { api } = get();
    const { body } = await api.post<CreatedBranch>(base, { annotation_value: { ticket: '7' } });
    const one = await api.get<GetProjectBranchResponse>(`${base}/${body.branch.id}`);
    expect(one.body.annotation.value).toEqual({ ticket: '7' });
    const all = await api.get<ListProjectBranchesResponse>(base);
    expect(Object.keys(all.body.annotations)).toEqual([body.branch.id]);
  });
});

describe('listProjectBranches', () => {
  test('paginates with `next`, in the requested order, each branch once', async () => {
    const { api, createBranch } = get();
    for (const name of ['b', 'c', 'a']) await createBranch(created.project.id, { name });
    const first = await api.get<ListProjectBranchesResponse>(`${base}?sort_by=name&sort_order=asc&limit=3`);
    expect(first.body.branches.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(first.body.pagination).toMatchObject({ sort_by: 'name', sort_order: 'asc' });
    const next = `&cursor=${first.body.pagination?.next}`;
    const second = await api.get<ListProjectBranchesResponse>(`${base}?sort_by=name&sort_order=asc&limit=3${next}`);
    expect(second.body.branches.map(({ name }) => name)).toEqual(['main']);
    expect(second.body.pagination).not.toHaveProperty('next');
  });

  test('search and count match parts of names', async () => {
    const { api, createBranch } = get();
    await createBranch(created.project.id, { name: 'feature/cart' });
    const { body } = await api.get<ListProjectBranchesResponse>(`${base}?search=CART`);
    expect(body.branches.map(({ name }) => name)).toEqual(['feature/cart']);
    expect((await api.get(`${base}/count?search=cart`)).body).toEqual({ count: 1 });
    expect((await api.get(`${base}/count`)).body).toEqual({ count: 2 });
  });
});

describe('updateProjectBranch', () => {
  test('renames without an operation, and refuses an existing name', async () => {
    const { api, createBranch } = get();
    const { branch } = await createBranch(created.project.id);
    const renamed = await api.patch(`${base}/${branch.id}`, { branch: { name: 'dev' } });
    expect(renamed).toMatchObject({ status: 200, body: { branch: { name: 'dev' }, operations: [] } });
    expect(await api.patch(`${base}/${branch.id}`, { branch: { name: 'main' } })).toMatchObject({ status: 409 });
  });

  test('expires_at also sets the read-only ttl, and null removes both', async () => {
    const { api, createBranch } = get();
    const { branch } = await createBranch(created.project.id);
    const { body } = await api.patch<{ branch: Branch }>(`${base}/${branch.id}`, { branch: { expires_at: inDays(1) } });
    expect(body.branch.ttl_interval_seconds).toBeGreaterThan(86_000);
    const cleared = await api.patch<{ branch: Branch }>(`${base}/${branch.id}`, { branch: { expires_at: null } });
    expect(cleared.body.branch).not.toHaveProperty('expires_at');
    expect(cleared.body.branch).not.toHaveProperty('ttl_interval_seconds');
  });

  test.each([
    ['in the past', -1],
    ['more than 30 days ahead', 31],
  ])('expires_at %s is refused', async (_, days) => {
    const { api, createBranch } = get();
    const { branch } = await createBranch(created.project.id);
    expect(await api.patch(`${base}/${branch.id}`, { branch: { expires_at: inDays(days) } })).toMatchObject({
      status: 422,
    });
  });

  test('default, protected and parent branches cannot expire', async () => {
    const { api, createBranch } = get();
    const expiry = { branch: { expires_at: inDays(1) } };
    const { branch: parent } = await createBranch(created.project.id);
    await createBranch(created.project.id, { parent_id: parent.id });
    const { branch: guarded } = await createBranch(created.project.id, { protected: true });
    for (const id of [created.branch.id, parent.id, guarded.id]) {
      expect(await api.patch(`${base}/${id}`, expiry)).toMatchObject({ status: 422 });
    }
  });

  test('an expiring branch cannot become default, protected or a parent', async () => {
    const { api, createBranch } = get();
    const { branch } = await createBranch(created.project.id, { expires_at: inDays(1) });
    expect(await api.patch(`${base}/${branch.id}`, { branch: { protected: true } })).toMatchObject({ status: 422 });
    expect(await api.post(`${base}/${branch.id}/set_as_default`)).toMatchObject({ status: 422 });
    expect(await api.post(base, { branch: { parent_id: branch.id } })).toMatchObject({ status: 422 });
  });
});

describe('deleteProjectBranch', () => {
  test('returns ready with pending storage_deleted, suspends the compute, and removes the branch immediately', async () => {
    const { api, createBranch, emulator, dataPlane } = get();
    const { branch, endpoints } = await createBranch(created.project.id);
    const { body } = await api.delete<{ branch: Branch; operations: Operation[] }>(`${base}/${branch.id}`);
    expect(body.branch).toMatchObject({ current_state: 'ready', pending_state: 'storage_deleted' });
    expect(body.operations.map(({ action }) => action)).toEqual(['suspend_compute', 'delete_timeline']);
    expect(await api.get(`${base}/${branch.id}`)).toMatchObject({ status: 404 });
    expect(await api.get(`/projects/${created.project.id}/endpoints/${endpoints[0]?.id}`)).toMatchObject({
      status: 404,
    });
    await emulator.settle();
    expect(dataPlane.calls.slice(-2)).toEqual([
      `suspendEndpoint ${endpoints[0]?.id}`,
      `closeEndpoint ${endpoints[0]?.id}`,
    ]);
  });

  test('deleting a deleted branch returns 204', async () => {
    expect(await get().api.delete(`${base}/br-none`)).toMatchObject({ status: 204, body: undefined });
  });

  test('is refused for default, protected and parent branches', async () => {
    const { api, createBranch } = get();
    const { branch: parent } = await createBranch(created.project.id);
    await createBranch(created.project.id, { parent_id: parent.id });
    const { branch: guarded } = await createBranch(created.project.id, { protected: true });
    const messages: string[] = [];
    for (const id of [created.branch.id, guarded.id, parent.id]) {
      const { status, body } = await api.delete<{ message: string }>(`${base}/${id}`);
      expect(status).toBe(422);
      messages.push(body.message);
    }
    expect(messages.map((message) => /default|protected|children/.exec(message)?.[0])).toEqual([
      'default',
      'protected',
      'children',
    ]);
  });
});

test('set_as_default replaces the default branch', async () => {
  const { api, createBranch } = get();
  const { branch } = await createBranch(created.project.id);
  expect(await api.post(`${base}/${branch.id}/set_as_default`)).toMatchObject({
    status: 200,
    body: { operations: [] },
  });
  const { body } = await api.get<ListProjectBranchesResponse>(base);
  expect(body.branches.filter((each) => each.default).map(({ id }) => id)).toEqual([branch.id]);
});
