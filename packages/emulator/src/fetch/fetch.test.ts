import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFakeDataPlane } from '../../test/support/fake-data-plane.ts';
import { createEmulator, type FetchEmulator, type FetchEmulatorOptions } from './index.ts';

let emulator: FetchEmulator;

async function start(options: FetchEmulatorOptions = {}): Promise<void> {
  emulator = await createEmulator({ apiKey: 'k', speed: 'instant', strict: true, log: () => {}, ...options });
}

beforeEach(() => start());
afterEach(() => emulator.stop());

const headers = { Authorization: 'Bearer k', 'Content-Type': 'application/json' };
const list = (init: RequestInit = {}): Promise<Response> =>
  emulator.fetch(`${emulator.apiUrl}/projects?org_id=${emulator.orgId}`, { headers, ...init });

async function createProject(): Promise<{ id: string }> {
  const body = JSON.stringify({ project: { name: 'page', org_id: emulator.orgId } });
  const response = await emulator.fetch('/api/v2/projects', { method: 'POST', headers, body });
  expect(response.status).toBe(201);
  await emulator.settle();
  return ((await response.json()) as { project: { id: string } }).project;
}

describe('fetch', () => {
  test('serves the API, whatever the host, and paths without one', async () => {
    const { id } = await createProject();
    expect(await (await list()).json()).toMatchObject({ projects: [{ id }] });
    const atNeon = await emulator.fetch(new URL(`https://console.neon.tech/api/v2/projects/${id}`), { headers });
    expect(await atNeon.json()).toMatchObject({ project: { name: 'page' } });
    expect((await emulator.fetch('/api/v2/projects')).status).toBe(401);
    expect((await emulator.fetch('/')).status).toBe(404);
  });

  test('a HEAD request gets no body', async () => {
    const response = await emulator.fetch('/api/v2/regions', { method: 'HEAD', headers });
    expect([response.status, await response.text()]).toEqual([200, '']);
  });

  test('a lost connection rejects with a TypeError, and a response that breaks off does so while it is read', async () => {
    emulator.faults.add({ operationId: 'listProjects', kind: 'reset', when: 'before' });
    await expect(list()).rejects.toThrow(
      new TypeError('The emulator ended the connection: reset by a fault before the effect.'),
    );
    emulator.faults.add({ operationId: 'listProjects', kind: 'truncate' });
    const response = await list();
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow(TypeError);
    expect((await list()).status).toBe(200);
  });

  test('an aborted request rejects with the reason', async () => {
    emulator.faults.add({ operationId: 'listProjects', kind: 'hang' });
    const controller = new AbortController();
    const hanging = list({ signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(hanging).rejects.toThrow('enough');
    await expect(list({ signal: AbortSignal.abort(new Error('before')) })).rejects.toThrow('before');
  });

  test('stop ends a call that hangs, and can be called again', async () => {
    emulator.faults.add({ operationId: 'listProjects', kind: 'hang' });
    const hanging = expect(list()).rejects.toThrow(TypeError);
    await Promise.all([emulator.stop(), emulator.stop()]);
    await hanging;
  });
});

describe('the admin API', () => {
  const admin = (path: string, init: RequestInit = {}): Promise<Response> =>
    emulator.fetch(`/__emulator${path}`, { ...init, headers: { Authorization: `Bearer ${emulator.adminToken}` } });

  test('needs the admin token, and shows the state', async () => {
    const { id } = await createProject();
    expect((await emulator.fetch('/__emulator/state', { headers })).status).toBe(401);
    expect(await (await admin('/state')).text()).toContain(id);
  });

  test('streams what changes, until the emulator stops', async () => {
    const { body } = await admin('/events');
    const reader = (body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader.read()).value).toMatch(/^event: snapshot\n/);
    const { id } = await createProject();
    const { value } = await reader.read();
    expect(value).toMatch(/^event: changes\n/);
    expect(value).toContain(id);
    await emulator.stop();
    let last = await reader.read();
    while (!last.done) last = await reader.read();
    expect(last.done).toBe(true);
  });
});

describe('options', () => {
  test('a virtual clock moves only when it is advanced, and a seed creates projects', async () => {
    await start({ clock: 'virtual', seed: { projects: [{ project: { name: 'seeded' } }] } });
    const before = emulator.clock.now();
    await emulator.clock.advance(60_000);
    expect(emulator.clock.now() - before).toBe(60_000);
    expect(await (await list()).json()).toMatchObject({ projects: [{ name: 'seeded' }] });
    await emulator.reset();
    expect(emulator.listRequests()).toEqual([]);
  });

  test.each([
    [{ dataDir: 'x' }, /createEmulator has no option "dataDir"/],
    [{ seed: { projekts: [] } }, /The seed has no field "projekts"/],
    [{ speed: 'slow' }, /speed must be one of/],
  ])('%j is refused', async (options, message) => {
    await expect(createEmulator(options as FetchEmulatorOptions)).rejects.toThrow(message);
  });
});

describe('a data plane', () => {
  test('receives the operations, and serves SQL over HTTP without an API key', async () => {
    const fake = createFakeDataPlane({ endpointStarted() {}, endpointSuspended() {} });
    const serverless = { fetch: async (request: Request) => new Response(await request.text()) };
    await start({ dataPlane: () => ({ ...fake, serverless }) });
    await createProject();
    expect(fake.calls.map((call) => call.split(' ')[0])).toEqual(['createBranch', 'openEndpoint', 'startEndpoint']);
    const response = await emulator.fetch('https://ep-one.neon.tech/sql', { method: 'POST', body: 'SELECT 1' });
    expect(await response.text()).toBe('SELECT 1');
    await emulator.stop();
    expect(fake.calls.at(-1)).toBe('stop');
  });

  test('without one, /sql does not exist', async () => {
    expect((await emulator.fetch('/sql', { method: 'POST', body: '{}' })).status).toBe(404);
  });
});
