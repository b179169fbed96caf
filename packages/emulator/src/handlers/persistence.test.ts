import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createVirtualClock } from '@neon-api/ground';
import type {
  CreateApiKeyResponse,
  CreateCredentialResponse,
  CreateSnapshotResponse,
  ListProjectBranchesResponse,
  ListProjectMembersResponse,
  PresignResponse,
} from '@neon-api/types';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createApi } from '../../test/support/api.ts';
import { deployFunction } from '../../test/support/deploy-function.ts';
import { startTestEmulator, type TestEmulator } from '../../test/support/use-emulator.ts';
import type { EmulatorOptions } from '../start/index.ts';

let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'neon-emulator-test-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const start = (options: EmulatorOptions = {}): Promise<TestEmulator> =>
  startTestEmulator({ dataDir, apiKey: 'kept', ...options });

test('keys, deleted branches, snapshots and objects survive a restart', async () => {
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

test('the next start removes the contents of branches that were deleted permanently, and no others', async () => {
  const first = await start();
  const { project, branch } = await first.createProject();
  const branches = `/projects/${project.id}/branches`;
  const put = async (branchId: string, content: string): Promise<void> => {
    await first.api.post(`${branches}/${branchId}/buckets`, { name: 'files' });
    const path = `${branches}/${branchId}/buckets/files/objects/${content}/presign`;
    const { body } = await first.api.post<PresignResponse>(path, { operation: 'upload' });
    await fetch(body.url, { method: body.method, body: content });
  };
  const [erased, recoverable] = [await first.createBranch(project.id), await first.createBranch(project.id)];
  await put(branch.id, 'kept');
  await put(erased.branch.id, 'erased');
  await put(recoverable.branch.id, 'recoverable');
  for (const [id, query] of [
    [erased.branch.id, '?hard_delete=true'],
    [recoverable.branch.id, ''],
  ]) {
    expect(await first.api.delete(`${branches}/${id}${query}`)).toMatchObject({ status: 200 });
    await first.emulator.settle();
  }
  await first.emulator.stop();

  const second = await start();
  await second.emulator.stop();
  const folder = join(dataDir, 'objects');
  const contents = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  expect(contents.toSorted()).toEqual(['kept', 'recoverable']);
});

test('triggers, logs, custom domains, member roles and credentials survive a restart', async () => {
  const first = await start();
  const { project, branch } = await first.createProject();
  const base = `/projects/${project.id}`;
  const branchPath = `${base}/branches/${branch.id}`;
  await deployFunction(first.emulator, branchPath, 'hello');
  const schedule = { type: 'schedule', function_slug: 'hello', name: 'tick', schedule: { cron: '0 0 1 1 *' } };
  await first.api.post(`${branchPath}/triggers`, schedule);
  await first.api.post(`${branchPath}/buckets`, { name: 'files' });
  const target = { domain: 'api.example.com', entity_type: 'function', entity_id: 'hello' };
  await first.api.post(`${branchPath}/custom-domains`, target);
  const { body: members } = await first.api.get<ListProjectMembersResponse>(`${base}/members`);
  await first.api.put(`${base}/members/${members.project_members[0]?.member_id}/role`, { role: 'viewer' });
  const asked = { principal_type: 'user', scopes: ['storage:read'] };
  const { body: issued } = await first.api.post<CreateCredentialResponse>(`${branchPath}/credentials`, asked);

  const read = async ({ api }: TestEmulator): Promise<object> => ({
    triggers: (await api.get(`${branchPath}/triggers`)).body,
    logs: (await api.post(`${branchPath}/logs/query`, {})).body,
    members: (await api.get(`${base}/members`)).body,
    secrets: (await api.post(`${branchPath}/credentials/${issued.token_id}/reveal`)).body,
    domains: (await api.get<{ custom_domains: { domain: string }[] }>(`${branchPath}/custom-domains`)).body
      .custom_domains[0]?.domain,
  });
  const before = await read(first);
  expect(before).toMatchObject({
    triggers: { triggers: [{ name: 'tick' }] },
    logs: { logs: [{ service_name: 'neon-storage/files' }] },
    members: { project_members: [{ explicit_project_permission: 'CAN_VIEW' }] },
    secrets: { api_token: issued.api_token },
    domains: 'api.example.com',
  });
  await first.emulator.stop();

  const second = await start();
  expect(await read(second)).toEqual(before);
  await second.emulator.stop();
});

test('a schedule catches up on the hours when the emulator was stopped', async () => {
  const startMs = Date.parse('2026-03-01T11:30:00Z');
  const first = await start({ clock: createVirtualClock(startMs) });
  const { project, branch } = await first.createProject();
  const branchPath = `/projects/${project.id}/branches/${branch.id}`;
  await deployFunction(first.emulator, branchPath, 'hello');
  const schedule = { type: 'schedule', function_slug: 'hello', name: 'tick', schedule: { cron: '0 * * * *' } };
  await first.api.post(`${branchPath}/triggers`, schedule);
  await first.emulator.stop();

  const second = await start({ clock: createVirtualClock(startMs + 2 * 3_600_000) });
  const query = { body_contains: 'invoke begin', since: '1d' };
  expect(await second.api.post(`${branchPath}/logs/query`, query)).toMatchObject({
    body: { logs: [{ timestamp: '2026-03-01T13:00:00.000Z' }, { timestamp: '2026-03-01T12:00:00.000Z' }] },
  });
  await second.emulator.stop();
});
