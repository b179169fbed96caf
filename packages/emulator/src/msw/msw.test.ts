import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { setupServer } from 'msw/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createNeonHandlers, type NeonHandlers } from './index.ts';

const PROJECTS = 'https://console.neon.tech/api/v2/projects';
const server = setupServer();
let neon: NeonHandlers;

beforeAll(async () => {
  neon = await createNeonHandlers({ apiKey: 'test-key', speed: 'instant', strict: true });
  server.use(...neon.handlers);
  server.listen({ onUnhandledRequest: 'error' });
});
afterAll(async () => {
  server.close();
  await neon.stop();
});

const send = (url: string, init: RequestInit = {}): Promise<Response> =>
  fetch(url, { ...init, headers: { Authorization: 'Bearer test-key', 'Content-Type': 'application/json' } });

test('the handlers answer at Neon’s own address, without a port', async () => {
  const created = await send(PROJECTS, {
    method: 'POST',
    body: JSON.stringify({ project: { name: 'in-process', org_id: neon.orgId } }),
  });
  expect(created.status).toBe(201);
  const { project } = (await created.json()) as { project: { id: string } };
  await neon.settle();
  const listed = (await (await send(`${PROJECTS}?search=in-process&org_id=${neon.orgId}`)).json()) as {
    projects: { id: string }[];
  };
  expect(listed.projects.map(({ id }) => id)).toEqual([project.id]);
  expect((await fetch(PROJECTS)).status).toBe(401);
});

test('bodies of every kind arrive with their headers, and objects at the URLs that the API returns', async () => {
  const made = await send(PROJECTS, { method: 'POST', body: JSON.stringify({ project: { org_id: neon.orgId } }) });
  const { project, branch } = (await made.json()) as { project: { id: string }; branch: { id: string } };
  await neon.settle();
  const base = `${PROJECTS}/${project.id}/branches/${branch.id}`;
  const form = new FormData();
  form.append('zip', new Blob(['PK']));
  const headers = { Authorization: 'Bearer test-key' };
  const deployed = await fetch(`${base}/functions/hello/deployments`, { method: 'POST', headers, body: form });
  expect(deployed.status).toBe(201);
  await send(`${base}/buckets`, { method: 'POST', body: JSON.stringify({ name: 'files' }) });
  const body = JSON.stringify({ operation: 'upload' });
  const presigned = await send(`${base}/buckets/files/objects/a/presign`, { method: 'POST', body });
  const { url } = (await presigned.json()) as { url: string };
  expect(url).toMatch(/^https:\/\/console\.neon\.tech\/objects\//);
  expect((await fetch(url, { method: 'PUT', body: 'x' })).status).toBe(200);
});

test('a lost connection is a network error', async () => {
  neon.faults.add({ operationId: 'listProjects', kind: 'reset', when: 'before' });
  await expect(send(PROJECTS)).rejects.toThrow(TypeError);
  neon.faults.add({ operationId: 'listProjects', kind: 'truncate' });
  const list = `${PROJECTS}?org_id=${neon.orgId}`;
  await expect(send(list)).rejects.toThrow(TypeError);
  expect((await send(list)).status).toBe(200);
});

test('a script that has handlers can exit without stopping them', async () => {
  const built = JSON.stringify(new URL('../../dist/msw/index.js', import.meta.url).href);
  const source = `import { createNeonHandlers } from ${built}; await (await createNeonHandlers()).settle(); console.log('done');`;
  const args = ['--input-type=module', '--eval', source];
  expect((await promisify(execFile)(process.execPath, args, { timeout: 20_000 })).stdout).toBe('done\n');
});
