import { request } from 'node:http';
import { expect, test } from 'vitest';
import { useEmulator } from '../../test/support/use-emulator.ts';
import type { Fault } from './fault.ts';

const get = useEmulator({ clock: 'virtual' });

const add = (fault: Fault): unknown => get().emulator.faults.add(fault);
const countProjects = async (): Promise<number> => {
  const { body } = await get().api.get<{ projects: unknown[] }>('/projects');
  return body.projects.length;
};
const create = (): ReturnType<ReturnType<typeof get>['api']['post']> => get().api.post('/projects', { project: {} });

interface Listed {
  readonly operations: readonly { action: string; status: string; failures_count: number; error?: string }[];
}

async function listOperations(projectId: string): Promise<Listed['operations']> {
  return (await get().api.get<Listed>(`/projects/${projectId}/operations`)).body.operations;
}

test('status: returns a response with body and headers once, without any effect', async () => {
  add({
    operationId: 'createProject',
    kind: 'status',
    status: 503,
    headers: { 'Retry-After': '7' },
    body: { code: 'X', message: 'busy' },
  });
  const { status, headers, body } = await create();
  expect({ status, retryAfter: headers.get('Retry-After'), body }).toEqual({
    status: 503,
    retryAfter: '7',
    body: { code: 'X', message: 'busy' },
  });
  expect(await countProjects()).toBe(0);
  expect((await create()).status).toBe(201);
});

test('status: the default body is a GeneralError', async () => {
  add({ any: true, kind: 'status', status: 500 });
  expect(await create()).toMatchObject({ status: 500, body: { code: '', message: 'status 500 caused by a fault' } });
});

test('delay: the call waits on the emulator’s clock', async () => {
  const { emulator } = get();
  add({ operationId: 'listProjects', kind: 'delay', ms: 5000 });
  let isAnswered = false;
  const answer = countProjects().then((count) => {
    isAnswered = true;
    return count;
  });
  await untilLogged('listProjects');
  await emulator.clock.advance(4999);
  await get().api.get('/regions');
  expect(isAnswered).toBe(false);
  await emulator.clock.advance(1);
  expect(await answer).toBe(0);
});

test.each([
  ['before', 0],
  ['after', 1],
] as const)('reset %s the effect', async (when, count) => {
  add({ operationId: 'createProject', kind: 'reset', when });
  await expect(create()).rejects.toMatchObject({ cause: { code: expect.stringMatching(/ECONNRESET|UND_ERR_SOCKET/) } });
  expect(await countProjects()).toBe(count);
});

test('truncate: the call takes effect, but only half of the response arrives', async () => {
  const { emulator } = get();
  add({ operationId: 'createProject', kind: 'truncate' });
  const response = await fetch(`${emulator.apiUrl}/projects`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${emulator.apiKey}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ project: { org_id: emulator.orgId } }),
  });
  expect(response.status).toBe(201);
  await expect(response.text()).rejects.toThrow();
  expect(await countProjects()).toBe(1);
});

test('html: returns a page with status 200, without any effect', async () => {
  const { emulator } = get();
  add({ any: true, kind: 'html' });
  const response = await fetch(`${emulator.apiUrl}/projects`, {
    headers: { Authorization: `Bearer ${emulator.apiKey}` },
  });
  expect([response.status, response.headers.get('Content-Type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(await response.text()).toMatch(/^<!doctype html>/);
});

test('hang: sends no response until the caller gives up, and has no effect', async () => {
  const { emulator } = get();
  add({ operationId: 'createProject', kind: 'hang' });
  const abort = new AbortController();
  const hanging = fetch(`${emulator.apiUrl}/projects`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${emulator.apiKey}`, 'Content-Type': 'application/json' },
    body: '{"project":{}}',
    signal: abort.signal,
  });
  await untilLogged('createProject');
  abort.abort();
  await expect(hanging).rejects.toThrow();
  expect(await countProjects()).toBe(0);
});

test.each<Fault>([
  { any: true, kind: 'hang' },
  { any: true, kind: 'delay', ms: 60_000 },
])('stopping the emulator ends a call that waits: %j', async (fault) => {
  const { emulator, log } = get();
  add(fault);
  const waiting = expect(countProjects()).rejects.toThrow();
  await untilLogged('listProjects');
  await emulator.stop();
  await waiting;
  expect(log).toEqual([]);
});

test('operation-fails: the operation fails `failures` times, then succeeds', async () => {
  add({ operationId: 'createProject', kind: 'operation-fails', failures: 2, message: 'no space left' });
  const { project } = await get().createProject();
  const [second, first] = await listOperations(project.id);
  expect(first).toMatchObject({ action: 'create_timeline', status: 'finished', failures_count: 2 });
  expect(second).toMatchObject({ action: 'start_compute', status: 'finished', failures_count: 0 });
});

test('operation-fails: by default the operation ends in error and the later ones are cancelled', async () => {
  add({ operationId: 'createProject', kind: 'operation-fails', message: 'no space left' });
  const { project } = await get().createProject();
  const [second, first] = await listOperations(project.id);
  expect(first).toMatchObject({ action: 'create_timeline', status: 'error', error: 'no space left' });
  expect(second).toMatchObject({ action: 'start_compute', status: 'cancelled' });
});

test('operation-fails: `action` chooses another operation than the first', async () => {
  add({ operationId: 'createProject', kind: 'operation-fails', action: 'start_compute' });
  const { project } = await get().createProject();
  expect((await listOperations(project.id)).map(({ status }) => status)).toEqual(['error', 'finished']);
});

test('operation-cancels: the operation and the later ones are cancelled', async () => {
  add({ operationId: 'createProject', kind: 'operation-cancels' });
  const { project } = await get().createProject();
  expect((await listOperations(project.id)).map(({ status }) => status)).toEqual(['cancelled', 'cancelled']);
});

test('operation-skips: the operation is skipped, and the next one runs', async () => {
  add({ operationId: 'createProject', kind: 'operation-skips' });
  const { project } = await get().createProject();
  expect((await listOperations(project.id)).map(({ status }) => status)).toEqual(['finished', 'skipped']);
});

test('lock: changes to the project return 423 until the time has passed; reads still work', async () => {
  const { api, emulator, createProject } = get();
  const { project } = await createProject();
  const other = await createProject();
  const rename = (id: string): Promise<{ status: number }> =>
    api.patch(`/projects/${id}`, { project: { name: 'new' } });
  add({ operationId: 'updateProject', kind: 'lock', ms: 1000 });
  expect(await rename(project.id)).toMatchObject({ status: 423 });
  expect(await rename(project.id)).toMatchObject({ status: 423 });
  expect((await api.get(`/projects/${project.id}`)).status).toBe(200);
  expect(await rename(other.project.id)).toMatchObject({ status: 200 });
  await emulator.clock.advance(1000);
  expect(await rename(project.id)).toMatchObject({ status: 200 });
});

test('a call without the key matches no fault', async () => {
  const { emulator } = get();
  add({ any: true, kind: 'status', status: 503 });
  expect((await fetch(`${emulator.apiUrl}/projects`)).status).toBe(401);
  expect(emulator.faults.list()).toMatchObject([{ seen: 0 }]);
});

test('a kept-alive connection serves the next call after a fault', async () => {
  const { emulator } = get();
  add({ any: true, kind: 'html' });
  for (const expected of ['text/html; charset=utf-8', 'application/json']) {
    const type = await new Promise((resolve, reject) => {
      const headers = { Authorization: `Bearer ${emulator.apiKey}` };
      request(`${emulator.apiUrl}/regions`, { headers }, (response) => {
        response.resume();
        resolve(response.headers['content-type']);
      })
        .on('error', reject)
        .end();
    });
    expect(type).toBe(expected);
  }
});

/** Waits until the call has arrived. */
async function untilLogged(operationId: string): Promise<void> {
  while (get().emulator.listRequests().at(-1)?.operationId !== operationId) {
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}
