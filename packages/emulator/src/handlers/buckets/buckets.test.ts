import type { BucketObjectsListResponse, PresignResponse } from '@neon-api/types';
import { beforeEach, describe, expect, test } from 'vitest';
import { useEmulator } from '../../../test/support/use-emulator.ts';

const get = useEmulator({ clock: 'virtual' });
let projectId: string;
let base: string;

beforeEach(async () => {
  const { project, branch } = await get().createProject();
  projectId = project.id;
  base = `/projects/${project.id}/branches/${branch.id}/buckets`;
  await get().api.post(base, { name: 'files' });
});

async function presign(key: string, operation: 'upload' | 'download'): Promise<PresignResponse> {
  const path = `${base}/files/objects/${encodeURIComponent(key)}/presign`;
  return (await get().api.post<PresignResponse>(path, { operation, expires_in_seconds: 60 })).body;
}

async function upload(key: string, content: string): Promise<void> {
  const { url, method, headers } = await presign(key, 'upload');
  expect(await fetch(url, { method, headers, body: content })).toMatchObject({ status: 200 });
}

async function list(query = '', path = base): Promise<BucketObjectsListResponse> {
  return (await get().api.get<BucketObjectsListResponse>(`${path}/files/objects${query}`)).body;
}

describe('buckets', () => {
  test('are created once per name, listed, and deleted with their contents', async () => {
    const { api } = get();
    expect(await api.post(base, { name: 'files' })).toMatchObject({ status: 409 });
    expect((await api.get(base)).body).toMatchObject({ buckets: [{ name: 'files', access_level: 'private' }] });
    await upload('a', 'x');
    expect(await api.delete(`${base}/files`)).toMatchObject({ status: 204 });
    expect(await api.delete(`${base}/files`)).toMatchObject({ status: 404 });
  });

  test('store what is uploaded to a presigned URL, byte for byte', async () => {
    const { emulator } = get();
    await upload('dir/ä b.txt', 'hällo');
    const { url } = await presign('dir/ä b.txt', 'download');
    expect(await (await fetch(url)).text()).toBe('hällo');
    const direct = await fetch(
      `${emulator.apiUrl}${base}/files/objects/${encodeURIComponent('dir/ä b.txt')}/download`,
      {
        headers: { Authorization: `Bearer ${emulator.apiKey}` },
      },
    );
    expect(direct.headers.get('Content-Type')).toBe('application/octet-stream');
    expect(await direct.text()).toBe('hällo');
  });

  test('branch with the data: a child starts with the same objects, and then they diverge', async () => {
    const { api, createBranch } = get();
    await upload('kept', 'x');
    const child = await createBranch(projectId);
    await api.delete(`${base}/files/objects/kept`);
    const childBase = `/projects/${projectId}/branches/${child.branch.id}/buckets`;
    expect((await list('', childBase)).objects.map(({ key }) => key)).toEqual(['kept']);
    expect((await list()).objects).toEqual([]);
    expect((await api.get(`${childBase}/files/objects/none/download`)).status).toBe(404);
  });

  test('list by prefix and delimiter, each object once over all pages, even if one is added meanwhile', async () => {
    for (const key of ['a/1', 'a/2', 'b', 'c/1', 'd']) await upload(key, key);
    expect(await list('?delimiter=/')).toMatchObject({
      folders: ['a/', 'c/'],
      objects: [{ key: 'b', size: 1 }, { key: 'd' }],
      is_truncated: false,
    });
    expect((await list('?prefix=a/&delimiter=/')).objects.map(({ key }) => key)).toEqual(['a/1', 'a/2']);
    const first = await list('?limit=2');
    await upload('a/0', 'late');
    const second = await list(`?limit=9&cursor=${first.next_cursor}`);
    expect([...first.objects, ...second.objects].map(({ key }) => key)).toEqual(['a/1', 'a/2', 'b', 'c/1', 'd']);
    expect((await get().api.get(`${base}/files/objects?cursor=!`)).status).toBe(400);
  });

  test('delete all objects with a prefix in one call', async () => {
    for (const key of ['tmp/1', 'tmp/2', 'keep']) await upload(key, key);
    const { body } = await get().api.delete(`${base}/files/objects-by-prefix?prefix=tmp/`);
    expect(body).toEqual({ deleted: 2 });
    expect((await list()).objects.map(({ key }) => key)).toEqual(['keep']);
  });
});

describe('a presigned URL', () => {
  test('is refused if it was changed, has expired, or is used for another method', async () => {
    const { emulator } = get();
    const { url } = await presign('a', 'upload');
    expect((await fetch(url.replace('/a?', '/b?'), { method: 'PUT', body: 'x' })).status).toBe(403);
    expect((await fetch(url)).status).toBe(405);
    await emulator.clock.advance(60_000);
    expect((await fetch(url, { method: 'PUT', body: 'x' })).status).toBe(403);
  });

  test('for download is only issued for existing objects', async () => {
    const path = `${base}/files/objects/none/presign`;
    expect(await get().api.post(path, { operation: 'download' })).toMatchObject({ status: 404 });
  });
});
