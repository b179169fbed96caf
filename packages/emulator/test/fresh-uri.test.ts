import { Client as ServerlessClient } from '@neondatabase/serverless';
import { Client } from 'pg';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type Emulator, type EmulatorOptions, startEmulator } from '../src/start/index.ts';
import { type Api, type CreatedBranch, type CreatedProject, createApi } from './support/api.ts';

/** Attempts per speed; 100 in the long run. */
const ROUNDS = Number(process.env.NEON_EMULATOR_TEST_FRESH_URIS ?? 1);

let emulator: Emulator;
let api: Api;

async function start(speed: NonNullable<EmulatorOptions['speed']>): Promise<void> {
  emulator = await startEmulator({ speed, strict: true, log: () => {} });
  api = createApi(emulator);
}

afterEach(() => emulator.stop());

async function createProject(): Promise<CreatedProject> {
  return (await api.post<CreatedProject>('/projects', { project: {} })).body;
}

const uriOf = ({ connection_uris }: CreatedProject | CreatedBranch): string =>
  connection_uris?.[0]?.connection_uri ?? '';

/** Builds a URI for a client that knows only the host. */
function uriByHost(created: CreatedProject | CreatedBranch, endpoint = created.endpoints[0]): string {
  const { role, password, database } = created.connection_uris?.[0]?.connection_parameters ?? {};
  return `postgresql://${role}:${password}@${endpoint?.host}/${database}`;
}

async function selectOne(connectionString: string): Promise<unknown> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return (await client.query('SELECT 1 AS one')).rows[0];
  } finally {
    await client.end();
  }
}

async function selectOverHttp(connectionString: string): Promise<unknown> {
  const response = await fetch(new URL('/sql', emulator.apiUrl), {
    method: 'POST',
    headers: { 'Neon-Connection-String': connectionString },
    body: JSON.stringify({ query: 'SELECT 1 AS one', params: [] }),
  });
  return ((await response.json()) as { rows?: unknown[] }).rows?.[0];
}

async function selectOverWebSocket(connectionString: string): Promise<unknown> {
  const { host } = new URL(emulator.apiUrl);
  const client = new ServerlessClient(connectionString);
  Object.assign(client.neonConfig, {
    webSocketConstructor: WebSocket,
    useSecureWebSocket: false,
    wsProxy: (name: string, port: number) => `${host}/v2?address=${name}:${port}`,
  });
  await client.connect();
  try {
    return (await client.query('SELECT 1 AS one')).rows[0];
  } finally {
    await client.end();
  }
}

/** Connects in every way at once: with the URI, over HTTP, over WebSocket, and by the host, which only Linux has. */
async function connectInEveryWay(created: CreatedProject | CreatedBranch): Promise<void> {
  const uri = uriOf(created);
  const byHost = process.platform === 'linux' ? [selectOne(uriByHost(created))] : [];
  const answers = await Promise.all([selectOne(uri), selectOverHttp(uri), selectOverWebSocket(uri), ...byHost]);
  expect(answers).toEqual(answers.map(() => ({ one: 1 })));
}

describe.each(['instant', 'fast', 'realistic', 4] as const)('at speed %s', (speed) => {
  test('a fresh project and a fresh branch can be reached in every way, at the first attempt', {
    timeout: 2_400_000,
  }, async () => {
    await start(speed);
    for (let round = 0; round < ROUNDS; round += 1) await useFreshUris();
  });

  async function useFreshUris(): Promise<void> {
    const created = await createProject();
    await connectInEveryWay(created);
    await emulator.settle();
    const { body: child } = await api.post<CreatedBranch>(`/projects/${created.project.id}/branches`, {
      branch: {},
      endpoints: [{ type: 'read_write' }],
    });
    await connectInEveryWay(child);
    await emulator.settle();
    await api.delete(`/projects/${created.project.id}`);
  }
});

// Other systems have only one loopback address.
describe.skipIf(process.platform !== 'linux')('by the host of an endpoint', () => {
  test('clients can connect as soon as the endpoint is returned', async () => {
    await start(4);
    const created = await createProject();
    expect(await selectOne(uriByHost(created))).toEqual({ one: 1 });
  });

  test('a connection to a disabled endpoint says so, even if it was created disabled', async () => {
    await start('fast');
    const created = await createProject();
    await emulator.settle();
    const path = `/projects/${created.project.id}/endpoints`;
    await api.patch(`${path}/${created.endpoints[0]?.id}`, { endpoint: { disabled: true } });
    const { body } = await api.post<{ endpoint: CreatedProject['endpoints'][number] }>(path, {
      endpoint: { branch_id: created.branch.id, type: 'read_only', disabled: true },
    });
    await emulator.settle();
    for (const uri of [uriByHost(created), uriByHost(created, body.endpoint)]) {
      await expect(selectOne(uri)).rejects.toThrow('The endpoint has been disabled');
    }
    await expect(selectOne(uriOf(created))).rejects.toThrow('The endpoint has been disabled');
    await api.patch(`${path}/${created.endpoints[0]?.id}`, { endpoint: { disabled: false } });
    expect(await selectOne(uriByHost(created))).toEqual({ one: 1 });
  });
});

test('a connection to an endpoint whose creation fails says why', async () => {
  await start('fast');
  emulator.faults.add({ operationId: 'createProject', kind: 'operation-fails', message: 'out of machines' });
  const created = await createProject();
  await expect(selectOne(uriOf(created))).rejects.toThrow(/endpoint "ep-.*" was not created: .*out of machines/);
});

test('a connection to an endpoint that was deleted says that it does not exist', async () => {
  await start('fast');
  const created = await createProject();
  await emulator.settle();
  await api.delete(`/projects/${created.project.id}/endpoints/${created.endpoints[0]?.id}`);
  await emulator.settle();
  await expect(selectOne(uriOf(created))).rejects.toThrow(/endpoint "ep-.*" does not exist/);
});
