import type {
  CreateSnapshotResponse,
  GetProjectBranchResponse,
  ListSnapshotsResponse,
  Operation,
  RestoreSnapshotResponse,
} from '@neon-api/types';
import { beforeEach, describe, expect, test } from 'vitest';
import type { CreatedProject } from '../../../test/support/api.ts';
import { useEmulator } from '../../../test/support/use-emulator.ts';

const HOUR_MS = 3_600_000;
const get = useEmulator({ clock: 'virtual' });
let created: CreatedProject;
let base: string;
let branch: string;

beforeEach(async () => {
  created = await get().createProject();
  base = `/projects/${created.project.id}`;
  branch = `${base}/branches/${created.branch.id}`;
});

async function snap(query = ''): Promise<CreateSnapshotResponse> {
  const { body } = await get().api.post<CreateSnapshotResponse>(`${branch}/snapshot${query}`);
  await get().emulator.settle();
  return body;
}

async function list(): Promise<ListSnapshotsResponse['snapshots']> {
  return (await get().api.get<ListSnapshotsResponse>(`${base}/snapshots`)).body.snapshots;
}

// neon-behaviour, Rules: Snapshots.
describe('snapshots', () => {
  test('are created, listed, renamed and deleted', async () => {
    const { api, dataPlane, emulator } = get();
    const { snapshot, operations } = await snap('?name=nightly');
    expect(snapshot.id).toMatch(/^snap-[a-z]+-[a-z]+-[a-z0-9]{8}$/);
    expect(operations).toHaveLength(1);
    expect(dataPlane.calls.at(-1)).toBe(
      `copyBranch ${JSON.stringify({ branchId: snapshot.id, parentId: created.branch.id })}`,
    );
    await api.patch(`${base}/snapshots/${snapshot.id}`, { snapshot: { name: 'renamed' } });
    expect(await list()).toMatchObject([{ id: snapshot.id, name: 'renamed', source_branch_id: created.branch.id }]);
    expect(await api.delete(`${base}/snapshots/${snapshot.id}`)).toMatchObject({ status: 202 });
    await emulator.settle();
    expect(dataPlane.calls.at(-1)).toBe(`dropBranch ${snapshot.id}`);
    expect(await list()).toEqual([]);
    expect(await api.delete(`${base}/snapshots/${snapshot.id}`)).toMatchObject({ status: 404 });
  });

  test('exist only for root branches, at a time or an LSN but not both', async () => {
    const { api, createBranch } = get();
    const child = await createBranch(created.project.id);
    expect(await api.post(`${base}/branches/${child.branch.id}/snapshot`)).toMatchObject({ status: 422 });
    const both = `lsn=0/1&timestamp=${new Date(get().emulator.clock.now()).toISOString()}`;
    expect(await api.post(`${branch}/snapshot?${both}`)).toMatchObject({ status: 400 });
  });

  test('are deleted when they expire', async () => {
    const { emulator } = get();
    await snap(`?expires_at=${new Date(emulator.clock.now() + HOUR_MS).toISOString()}`);
    await emulator.clock.advance(HOUR_MS);
    expect(await list()).toEqual([]);
  });
});

describe('restoring a snapshot', () => {
  test('creates a branch for inspection, which takes over when it is finalized', async () => {
    const { api, emulator } = get();
    const { snapshot } = await snap();
    const { body } = await api.post<RestoreSnapshotResponse>(`${base}/snapshots/${snapshot.id}/restore`, {
      name: 'look',
    });
    await emulator.settle();
    const restored = `${base}/branches/${body.branch.id}`;
    expect(body.branch).toMatchObject({ name: 'look', restore_status: 'restored', restored_from: snapshot.id });
    const final = await api.post<{ operations: Operation[] }>(`${restored}/finalize_restore`);
    expect(final.body.operations.map(({ action }) => action)).toEqual(['suspend_compute', 'start_compute']);
    await emulator.settle();
    const after = await api.get<GetProjectBranchResponse>(restored);
    expect(after.body.branch).toMatchObject({ name: 'main', default: true, restore_status: 'finalized' });
    expect((await api.get<GetProjectBranchResponse>(branch)).body.branch).toMatchObject({
      name: 'main (old)',
      default: false,
    });
    const moved = await api.get(`${base}/endpoints/${created.endpoints[0]?.id}`);
    expect(moved.body).toMatchObject({ endpoint: { branch_id: body.branch.id, current_state: 'active' } });
    expect(await api.post(`${restored}/finalize_restore`)).toMatchObject({ status: 422 });
  });

  test('takes over the branch that is named', async () => {
    const { api, emulator, createBranch } = get();
    const { branch: other } = await createBranch(created.project.id, { name: 'other' });
    const { snapshot } = await snap();
    const { body } = await api.post<RestoreSnapshotResponse>(`${base}/snapshots/${snapshot.id}/restore`, {
      target_branch_id: other.id,
      finalize_restore: true,
    });
    await emulator.settle();
    expect(body.branch).toMatchObject({ name: 'other', default: false });
    expect(await api.get(branch)).toMatchObject({ body: { branch: { name: 'main', default: true } } });
  });

  test('finalizing can name the branch that is replaced', async () => {
    const { api, emulator } = get();
    const { snapshot } = await snap();
    const { body } = await api.post<RestoreSnapshotResponse>(`${base}/snapshots/${snapshot.id}/restore`);
    await emulator.settle();
    await api.post(`${base}/branches/${body.branch.id}/finalize_restore`, { name: 'kept' });
    expect(await api.get(branch)).toMatchObject({ body: { branch: { name: 'kept' } } });
  });

  test('with finalize_restore creates the branch, which takes over immediately', async () => {
    const { api, emulator } = get();
    const { snapshot } = await snap();
    const path = `${base}/snapshots/${snapshot.id}/restore`;
    const { body } = await api.post<RestoreSnapshotResponse>(path, { finalize_restore: true });
    expect(body.branch).toMatchObject({ name: 'main', default: true, restore_status: 'finalized' });
    expect(body.endpoints).toHaveLength(1);
    await emulator.settle();
    expect(await api.get(branch)).toMatchObject({ body: { branch: { name: 'main (old)' } } });
  });
});

// neon-behaviour, Rules: PUT replaces the whole list, `[]` turns it off; retention ≥ 3600 s.
describe('the backup schedule', () => {
  test('creates snapshots by the clock, retains them as configured, and can be turned off', async () => {
    const { api, emulator } = get();
    const item = { frequency: 'hourly', retention_seconds: 7200 };
    expect(await api.put(`${branch}/backup_schedule`, { schedule: [item] })).toMatchObject({ status: 200 });
    expect((await api.get(`${branch}/backup_schedule`)).body).toEqual({ schedule: [item] });
    for (let hour = 0; hour < 4; hour++) {
      await emulator.clock.advance(HOUR_MS);
      await list();
      await emulator.settle();
    }
    const kept = await list();
    expect(kept).toHaveLength(2);
    expect(kept.every(({ manual }) => manual === false)).toBe(true);
    await api.put(`${branch}/backup_schedule`, { schedule: [] });
    await emulator.clock.advance(3 * HOUR_MS);
    expect(await list()).toEqual([]);
  });

  test('refuses invalid schedules', async () => {
    const { api } = get();
    const put = (item: object) => api.put(`${branch}/backup_schedule`, { schedule: [item] });
    expect(await put({ frequency: 'sometimes' })).toMatchObject({ status: 400 });
    expect(await put({ frequency: 'daily', retention_seconds: 60 })).toMatchObject({ status: 400 });
  });
});
