import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Operation, PresignResponse } from '@neon-api/types';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Api, CreatedProject } from './support/api.ts';
import { canMountDisks, mountSmallDisk, type SmallDisk } from './support/small-disk.ts';
import { startTestEmulator, type TestEmulator } from './support/use-emulator.ts';

let disk: SmallDisk;
let running: TestEmulator;
const dataDir = (): string => join(disk.dir, 'data');
const start = async (): Promise<TestEmulator> => {
  running = await startTestEmulator({ dataDir: dataDir(), apiKey: 'kept' });
  return running;
};

const refusal = () => ({
  status: 507,
  body: {
    code: 'disk_full',
    message: expect.stringMatching(new RegExp(`^the disk that holds ${dataDir()}/\\S+ is full: .*free some space`)),
  },
});

async function listProjects(api: Api): Promise<string[]> {
  const { body } = await api.get<{ projects: { id: string }[] }>('/projects?limit=400');
  return body.projects.map(({ id }) => id).toSorted();
}

/** Creates projects until one is refused. Returns the ids of the acknowledged ones. */
async function createUntilRefused({ api }: TestEmulator): Promise<string[]> {
  const ids: string[] = [];
  for (;;) {
    const answer = await api.post<CreatedProject>('/projects', { project: {} });
    if (answer.status !== 201) {
      expect(answer).toMatchObject(refusal());
      return ids.toSorted();
    }
    ids.push(answer.body.project.id);
  }
}

const isSubsetOf =
  (allowed: readonly number[]) =>
  (found: ReadonlySet<number>): boolean =>
    [...found].every((status) => allowed.includes(status));

describe.skipIf(!canMountDisks())('on a full disk', () => {
  beforeEach(() => {
    const mounted = mountSmallDisk('6m');
    if (!mounted) throw new Error('The disk cannot be mounted.');
    disk = mounted;
  });
  afterEach(async () => {
    disk.free();
    await running.emulator.stop();
    disk.unmount();
  });

  test('a call that writes is refused before it changes anything, and works again once there is space', async () => {
    const { api, emulator } = await start();
    expect((await api.post('/projects', { project: { name: 'first' } })).status).toBe(201);
    disk.fill();
    const made = await createUntilRefused(running);
    const kept = await listProjects(api);
    expect(kept).toHaveLength(made.length + 1);
    expect(kept).toEqual(expect.arrayContaining(made));

    await emulator.settle();
    for (const id of kept) {
      const { body } = await api.get<{ operations: Operation[] }>(`/projects/${id}/operations`);
      expect(new Set(body.operations.map(({ status }) => status))).toEqual(new Set(['finished']));
    }

    disk.free();
    const { status, body } = await api.post<CreatedProject>('/projects', { project: {} });
    expect(status).toBe(201);
    await emulator.stop();
    const second = await start();
    expect(await listProjects(second.api)).toEqual([...kept, body.project.id].toSorted());
  });

  test('refused calls among many simultaneous ones leave nothing behind', async () => {
    const { api, emulator } = await start();
    await api.post('/projects', { project: {} });
    disk.fill();
    for (let refused = 0; refused === 0; ) {
      const before = await listProjects(api);
      const calls = Array.from({ length: 50 }, () => api.post<CreatedProject>('/projects', { project: {} }));
      const answers = await Promise.all(calls);
      expect(new Set(answers.map(({ status }) => status))).toEqual(expect.toSatisfy(isSubsetOf([201, 507])));
      const made = answers.flatMap(({ status, body }) => (status === 201 ? [body.project.id] : []));
      expect(await listProjects(api)).toEqual([...before, ...made].toSorted());
      refused = answers.length - made.length;
    }
    await emulator.settle();
  });

  test('a project can be deleted, and a restart has every acknowledged change', async () => {
    const { api, emulator } = await start();
    await api.post('/projects', { project: {} });
    disk.fill();
    const [id, ...others] = await createUntilRefused(running);
    expect((await api.delete(`/projects/${id}`)).status).toBe(200);
    await emulator.settle();
    const kept = await listProjects(api);
    expect(kept).toEqual(expect.arrayContaining(others));
    expect(kept).not.toContain(id);
    await emulator.stop();
    const second = await start();
    expect(await listProjects(second.api)).toEqual(kept);
  });

  test('an upload is refused, leaves nothing behind, and works once there is space', async () => {
    const { api, createProject } = await start();
    const { project, branch } = await createProject();
    const buckets = `/projects/${project.id}/branches/${branch.id}/buckets`;
    await api.post(buckets, { name: 'files' });
    const presign = async () => {
      const { body } = await api.post<PresignResponse>(`${buckets}/files/objects/a/presign`, { operation: 'upload' });
      return body;
    };
    const { url, method } = await presign();
    disk.fill();
    const content = Buffer.alloc(1024 * 1024, 'x');
    const refused = await fetch(url, { method, body: content });
    expect({ status: refused.status, body: await refused.json() }).toMatchObject(refusal());
    expect(await api.get(`${buckets}/files/objects`)).toMatchObject({ status: 200, body: { objects: [] } });
    expect(readdirSync(join(dataDir(), 'objects'))).toEqual([]);
    disk.free();
    expect((await fetch(url, { method, body: content })).status).toBe(200);
    expect(await api.get(`${buckets}/files/objects`)).toMatchObject({ body: { objects: [{ key: 'a' }] } });
  });
});
