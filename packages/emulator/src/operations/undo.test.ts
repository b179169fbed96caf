import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ListProjectOperationsResponse, Operation } from '@neon-api/types';
import { beforeEach, describe, expect, test } from 'vitest';
import type { CreatedBranch, CreatedProject } from '../../test/support/api.ts';
import { startTestEmulator, type TestEmulator, useEmulator } from '../../test/support/use-emulator.ts';

const get = useEmulator({ clock: 'virtual' });

let created: CreatedProject;
let child: CreatedBranch;
let snapshotId: string;
let restoredId: string;
let projectPath: string;

/** Creates a project with a child, a snapshot of the default branch, and a branch restored from it. */
beforeEach(async () => {
  const { api, emulator, createProject, createBranch } = get();
  created = await createProject();
  projectPath = `/projects/${created.project.id}`;
  child = await createBranch(created.project.id, { name: 'child' });
  const main = `${projectPath}/branches/${created.branch.id}`;
  snapshotId = (await api.post<{ snapshot: { id: string } }>(`${main}/snapshot`)).body.snapshot.id;
  await emulator.settle();
  const restored = await api.post<CreatedBranch>(`${projectPath}/snapshots/${snapshotId}/restore`, {
    name: 'restored',
  });
  restoredId = restored.body.branch.id;
  await emulator.settle();
  await emulator.clock.advance(1000);
});

const pathOf = (branchId: string): string => `${projectPath}/branches/${branchId}`;
const childEndpoint = (): string => child.endpoints[0]?.id ?? '';

/** Every call that schedules operations. */
const CALLS: Readonly<Record<string, () => Promise<unknown>>> = {
  'create a branch': () =>
    get().api.post(`${projectPath}/branches`, { branch: {}, endpoints: [{ type: 'read_write' }] }),
  'create an archived branch': () => get().api.post(`${projectPath}/branches`, { branch: { archived: true } }),
  'reset a branch': () => get().api.post(`${pathOf(child.branch.id)}/restore`, { source_branch_id: created.branch.id }),
  'restore a branch onto itself': () =>
    get().api.post(`${pathOf(created.branch.id)}/restore`, {
      source_branch_id: created.branch.id,
      source_lsn: '0/1DE2850',
      preserve_under_name: 'before',
    }),
  'delete a branch': () => get().api.delete(pathOf(child.branch.id)),
  'delete a branch for good': () => get().api.delete(`${pathOf(child.branch.id)}?hard_delete=true`),
  'create a snapshot': () => get().api.post(`${pathOf(created.branch.id)}/snapshot`),
  'delete a snapshot': () => get().api.delete(`${projectPath}/snapshots/${snapshotId}`),
  'restore a snapshot': () => get().api.post(`${projectPath}/snapshots/${snapshotId}/restore`, {}),
  'restore and finalize a snapshot': () =>
    get().api.post(`${projectPath}/snapshots/${snapshotId}/restore`, { finalize_restore: true }),
  'finalize a restore': () => get().api.post(`${pathOf(restoredId)}/finalize_restore`, {}),
  'create a role': () => get().api.post(`${pathOf(child.branch.id)}/roles`, { role: { name: 'app' } }),
  'reset a password': () => get().api.post(`${pathOf(child.branch.id)}/roles/neondb_owner/reset_password`),
  'create a database': () =>
    get().api.post(`${pathOf(child.branch.id)}/databases`, { database: { name: 'app', owner_name: 'neondb_owner' } }),
  'rename a database': () =>
    get().api.patch(`${pathOf(child.branch.id)}/databases/neondb`, { database: { name: 'other' } }),
  'delete a database': () => get().api.delete(`${pathOf(child.branch.id)}/databases/neondb`),
  'change an endpoint': () =>
    get().api.patch(`${projectPath}/endpoints/${childEndpoint()}`, { endpoint: { autoscaling_limit_max_cu: 4 } }),
  'move an endpoint': () =>
    get().api.patch(`${projectPath}/endpoints/${childEndpoint()}`, { endpoint: { branch_id: restoredId } }),
  'disable an endpoint': () =>
    get().api.patch(`${projectPath}/endpoints/${childEndpoint()}`, { endpoint: { disabled: true } }),
  'delete an endpoint': () => get().api.delete(`${projectPath}/endpoints/${childEndpoint()}`),
  'suspend an endpoint': () => get().api.post(`${projectPath}/endpoints/${childEndpoint()}/suspend`),
  'restart an endpoint': () => get().api.post(`${projectPath}/endpoints/${childEndpoint()}/restart`),
  'change the retention': () => get().api.patch(projectPath, { project: { history_retention_seconds: 3600 } }),
  'add a JWKS URL': () =>
    get().api.post(`${projectPath}/jwks`, { jwks_url: 'https://keys.example/jwks.json', provider_name: 'example' }),
};

/** Reads everything that the API shows of the project except operations and times. */
async function readEverything(): Promise<Record<string, unknown>> {
  const { api } = get();
  const lists = ['branches?include_deleted=true', 'endpoints', 'snapshots', 'jwks'];
  const { body: project } = await api.get<{ project: object }>(projectPath);
  const shown: Record<string, unknown> = { project };
  for (const list of lists) shown[list] = (await api.get(`${projectPath}/${list}`)).body;
  const { body } = await api.get<{ branches: { id: string }[] }>(`${projectPath}/branches`);
  for (const { id } of body.branches) {
    shown[`roles of ${id}`] = (await api.get(`${pathOf(id)}/roles`)).body;
    shown[`databases of ${id}`] = (await api.get(`${pathOf(id)}/databases`)).body;
    shown[`password on ${id}`] = (await api.get(`${pathOf(id)}/roles/neondb_owner/reveal_password`)).body;
  }
  return JSON.parse(JSON.stringify(shown), (key, value: unknown) => (isVolatile(key) ? undefined : sorted(value)));
}

const isVolatile = (key: string): boolean =>
  key === 'pagination' || /updated_at|_time_seconds$|cpu_used_sec|started_at|suspended_at|last_active/.test(key);

function sorted(value: unknown): unknown {
  return Array.isArray(value) ? value.toSorted((a, b) => (a.id < b.id ? -1 : 1)) : value;
}

async function listOperations(): Promise<Operation[]> {
  return (await get().api.get<ListProjectOperationsResponse>(`${projectPath}/operations`)).body.operations;
}

describe.each(['operation-fails', 'operation-cancels'] as const)('%s', (kind) => {
  test.each(Object.entries(CALLS))('to %s leaves everything unchanged', async (_, call) => {
    const before = await readEverything();
    const { length } = await listOperations();
    get().emulator.faults.add({ any: true, kind });
    expect(await call()).toMatchObject({ status: expect.toSatisfy((status: number) => status < 300) });
    await get().emulator.settle();
    const [first, ...later] = (await listOperations()).slice(0, -length).reverse();
    expect(first?.status).toBe(kind === 'operation-fails' ? 'error' : 'cancelled');
    expect(later.filter(({ status }) => status !== 'cancelled')).toEqual([]);
    expect(await readEverything()).toEqual(before);
  });

  test('to create a project leaves no project, and its operations have the error', async () => {
    const { api, emulator, createProject } = get();
    emulator.faults.add({ operationId: 'createProject', kind });
    const { project, operations } = await createProject();
    expect((await api.get(`/projects/${project.id}`)).status).toBe(404);
    for (const query of ['', '&recoverable=true']) {
      const { body } = await api.get<{ projects: { id: string }[] }>(`/projects?limit=400${query}`);
      expect(body.projects.map(({ id }) => id)).not.toContain(project.id);
    }
    const read = await api.get<ListProjectOperationsResponse>(`/projects/${project.id}/operations`);
    const status = kind === 'operation-fails' ? 'error' : 'cancelled';
    expect(read.body.operations.at(-1)).toMatchObject({ action: 'create_timeline', status });
    expect(await api.get(`/projects/${project.id}/operations/${operations[0]?.id}`)).toMatchObject({ status: 200 });
    expect((await api.post(`/projects/${project.id}/recover`)).status).toBe(404);
    await emulator.clock.advance(8 * 24 * 60 * 60_000);
    expect((await api.get(`/projects/${project.id}/operations`)).status).toBe(404);
  });
});

describe('when a compute does not start', () => {
  const endpointCalls: Readonly<Record<string, () => Promise<unknown>>> = {
    'of a new branch': () => CALLS['create a branch']?.() ?? Promise.resolve(),
    'that is new': () =>
      get().api.post(`${projectPath}/endpoints`, { endpoint: { branch_id: restoredId, type: 'read_write' } }),
    'that is restarted': () => CALLS['restart an endpoint']?.() ?? Promise.resolve(),
    'that a restored branch takes over': () => CALLS['finalize a restore']?.() ?? Promise.resolve(),
  };

  test.each(Object.entries(endpointCalls))('%s, it is idle and open for the next connection', async (_, call) => {
    const { api, emulator, dataPlane } = get();
    emulator.faults.add({ any: true, kind: 'operation-cancels', action: 'start_compute' });
    const answer = (await call()) as { body: { operations: Operation[] } };
    const id = answer.body.operations.find(({ action }) => action === 'start_compute')?.endpoint_id;
    await emulator.settle();
    const { body } = await api.get<{ endpoint: object }>(`${projectPath}/endpoints/${id}`);
    expect(body.endpoint).toMatchObject({ current_state: 'idle' });
    expect(body.endpoint).not.toHaveProperty('pending_state');
    expect(dataPlane.calls.findLast((line) => line.includes(id ?? ''))).toMatch(/^openEndpoint /);
    const { branches } = (await api.get<{ branches: { current_state: string }[] }>(`${projectPath}/branches`)).body;
    expect(new Set(branches.map(({ current_state: state }) => state))).toEqual(new Set(['ready']));
  });
});

test('an endpoint that cannot be enabled remains disabled and closed', async () => {
  const { api, emulator, dataPlane } = get();
  const path = `${projectPath}/endpoints/${childEndpoint()}`;
  await api.patch(path, { endpoint: { disabled: true } });
  await emulator.settle();
  dataPlane.failOn('openEndpoint', 'no address is left');
  await api.patch(path, { endpoint: { disabled: false } });
  await emulator.settle();
  expect((await api.get(path)).body).toMatchObject({ endpoint: { disabled: true, current_state: 'idle' } });
  expect(dataPlane.calls.at(-1)).toBe(`closeEndpoint ${childEndpoint()}`);
});

test('an operation that was being cancelled when the emulator was killed is cancelled after the restart', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'neon-emulator-undo-'));
  try {
    const first = await startTestEmulator({ dataDir, clock: 'virtual', speed: 'realistic' });
    first.emulator.faults.add({ operationId: 'createProjectBranch', kind: 'operation-cancels' });
    const { project } = await first.createProject();
    const path = `/projects/${project.id}`;
    await first.api.post(`${path}/branches`, { endpoints: [{ type: 'read_write' }] });
    await first.emulator.clock.advance(900);
    const statuses = async ({ api }: TestEmulator): Promise<string[]> =>
      (await api.get<ListProjectOperationsResponse>(`${path}/operations?limit=2`)).body.operations.map(
        ({ status }) => status,
      );
    expect(await statuses(first)).toEqual(['scheduling', 'cancelling']);
    expect(await first.api.post(`${path}/branches`)).toMatchObject({ status: 423 });
    await first.emulator.stop();

    const second = await startTestEmulator({ dataDir });
    await second.emulator.settle();
    expect(await statuses(second)).toEqual(['cancelled', 'cancelled']);
    expect((await second.api.get<{ branches: object[] }>(`${path}/branches`)).body.branches).toHaveLength(1);
    expect((await second.api.get<{ endpoints: object[] }>(`${path}/endpoints`)).body.endpoints).toHaveLength(1);
    await second.emulator.stop();
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
});
