import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  CreateApiKeyResponse,
  CreateSnapshotResponse,
  ListProjectBranchesResponse,
  PresignResponse,
} from '@neon-api/types';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createApi } from '../../test/support/api.ts';
import { startTestEmulator, type TestEmulator } from '../../test/support/use-emulator.ts';

let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'neon-emulator-test-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const start = (): Promise<TestEmulator> => startTestEmulator({ dataDir, apiKey: 'kept' });

test('keys, deleted branches, snapshots and objects are there after a restart', async () => {
  const first = await start();
  const { project, branch } = await first.createProject();
  const base = `/projects/${project.id}`;
  const child = await first.createBranch(project.id, { name: 'gone' });
  await first.api.delete(`${base}/branches/${child.branch.id}`);
  await first.emulator.settle();
  const { body: key } = await first.api.post<CreateApiKeyResponse>('/api_keys', { key_name: 'ci' });
  const { body: made } = await first.api.post<CreateSnapshotResponse>(`${base}/branches/${branch.id}/snapshot`);
  await first.emulator.settle();
  const buckets = `${base}/branches/${branch.id}/buckets`;
  await first.api.post(buckets, { name: 'files' });
  const object = `${buckets}/files/objects/a`;
  const { body: up } = await first.api.post<PresignResponse>(`${object}/presign`, { operation: 'upload' });
  await fetch(up.url, { method: up.method, body: 'kept' });
  await first.emulator.stop();

  const second = await start();
  const own = createApi({ apiUrl: second.emulator.apiUrl, apiKey: key.key });
  expect(await own.get('/users/me')).toMatchObject({ status: 200 });
  expect(await own.get(`${base}/snapshots`)).toMatchObject({ body: { snapshots: [{ id: made.snapshot.id }] } });
  const { body: down } = await own.post<PresignResponse>(`${object}/presign`, { operation: 'download' });
  expect(await (await fetch(down.url)).text()).toBe('kept');
  expect(await own.post(`${base}/branches/${child.branch.id}/recover`)).toMatchObject({ status: 200 });
  const { body } = await own.get<ListProjectBranchesResponse>(`${base}/branches`);
  expect(body.branches.map(({ name }) => name).toSorted()).toEqual(['gone', 'main']);
  await second.emulator.stop();
});
