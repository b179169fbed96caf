import { once } from 'node:events';
import { type OutgoingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import { seededRandom } from '@neon-api/ground';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAdminApp, createEmulatorClock, createRequestLog } from '../src/admin/index.ts';
import { sharedContract } from '../src/contract/index.ts';
import { createFaultList } from '../src/faults/index.ts';
import { API_BASE_PATH, createApp, SQL_PATH } from '../src/http/index.ts';
import { createLimitSwitch } from '../src/limits/index.ts';
import { WEB_SOCKET_PATH } from '../src/listener/index.ts';
import { createPages } from '../src/pages/index.ts';
import { type Emulator, startEmulator } from '../src/start/index.ts';
import { createState, type State } from '../src/state/index.ts';
import { systemClock } from '../src/support/index.ts';

interface Route {
  readonly method: string;
  readonly path: string;
}

interface Answer {
  readonly status: number | undefined;
  readonly text: string;
}

const FOREIGN: ReadonlyArray<[string, OutgoingHttpHeaders, string]> = [
  ['Host', { Host: 'attacker.example' }, 'the Host header'],
  ['Origin', { Origin: 'https://attacker.example' }, 'pages of other sites'],
];

let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator({ speed: 'instant', log: () => {} });
});

afterAll(() => emulator.stop());

/** Returns every route of the app, and every operation behind its wildcard. */
function listRoutes(): Route[] {
  const contract = sharedContract();
  const clock = systemClock;
  const requests = createRequestLog(clock);
  const readState = (): State => createState(clock, seededRandom(1));
  const app = createApp({
    apiKey: 'k',
    findOwner: () => ({ kind: 'user', userId: 'u' }),
    findKey: () => undefined,
    dispatch: () => Promise.reject(new Error('not called')),
    transferObject: () => Promise.reject(new Error('not called')),
    serveS3: () => Promise.reject(new Error('not called')),
    requests,
    admin: createAdminApp({
      adminToken: 'a',
      faults: createFaultList(contract),
      requests,
      clock: createEmulatorClock(clock),
      limits: createLimitSwitch(undefined, { clock, readState, onChange: () => {} }),
      openEvents: () => new ReadableStream(),
      readState,
      reset: async () => {},
    }),
    pages: createPages(contract),
    random: seededRandom(1),
    log: () => {},
  });
  const ofApp = app.routes.map(({ method, path }) => ({ method: method === 'ALL' ? 'GET' : method, path }));
  const ofContract = contract.operations.map(({ method, path }) => ({ method, path: `${API_BASE_PATH}${path}` }));
  const all = [...ofApp, ...ofContract, { method: 'POST', path: SQL_PATH }, { method: 'GET', path: '/nowhere' }];
  return all.map(({ method, path }) => ({ method, path: path.replace(/\*|:\w+|\{\w+\}/g, 'x') }));
}

/** Uses Node's client, because fetch does not let callers set Host and Origin. */
function send({ method, path }: Route, headers: OutgoingHttpHeaders): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request(new URL(path, emulator.apiUrl), { method, headers }, async (response) => {
      let text = '';
      for await (const chunk of response) text += String(chunk);
      resolve({ status: response.statusCode, text });
    })
      .on('error', reject)
      .end();
  });
}

const HANDSHAKE: OutgoingHttpHeaders = {
  Connection: 'Upgrade',
  Upgrade: 'websocket',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': Buffer.alloc(16, 'k').toString('base64'),
};

async function upgrade(path: string, headers: OutgoingHttpHeaders = {}): Promise<Answer> {
  const { hostname, port, host } = new URL(emulator.apiUrl);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  const lines = Object.entries({ Host: host, ...HANDSHAKE, ...headers }).map(([name, value]) => `${name}: ${value}`);
  socket.write(`GET ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
  let text = '';
  for await (const chunk of socket) {
    text += String(chunk);
    if (text.startsWith('HTTP/1.1 101')) break;
  }
  return { status: Number(text.split(' ')[1]), text };
}

describe.each(FOREIGN)('a foreign %s header is refused', (_, headers, message) => {
  test('by every route', async () => {
    const routes = listRoutes();
    expect(routes.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['/objects/x', '/__emulator/faults/x', '/reference/openapi.json', '/sql']),
    );
    const passed: string[] = [];
    for (const route of routes) {
      const { status, text } = await send(route, headers);
      const isRefused = status === 403 && (route.method === 'HEAD' || text.includes(message));
      if (!isRefused) passed.push(`${route.method} ${route.path}: ${status} ${text}`);
    }
    expect(passed).toEqual([]);
  });

  test.each([WEB_SOCKET_PATH, '/nowhere'])('by an upgrade at %s, with a response', async (path) => {
    const { status, text } = await upgrade(path, headers);
    expect(status).toBe(403);
    expect(text).toContain(message);
  });
});

describe('an upgrade', () => {
  test('is accepted at /v2', async () => {
    expect(await upgrade(`${WEB_SOCKET_PATH}?address=ep-x`)).toMatchObject({ status: 101 });
  });

  test.each(['/v2x', '/v2/', '/', '/api/v2/projects', '//'])('at %s gets a 404 with a message', async (path) => {
    const { status, text } = await upgrade(path);
    expect(status).toBe(404);
    expect(text).toMatch(/\r\n\r\n\{.*"message":"no WebSocket is served at this path/);
  });
});

test('a request target in absolute form is checked like a Host header', async () => {
  const { hostname, port, host } = new URL(emulator.apiUrl);
  for (const [name, status] of [
    ['attacker.example', 403],
    [host, 200],
  ] as const) {
    const socket = connect(Number(port), hostname);
    socket.write(`GET http://${name}/reference HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    let text = '';
    for await (const chunk of socket) text += String(chunk);
    expect(text).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  }
});

test('an invalid Host header gets a 400 with a message', async () => {
  const { status, text } = await send({ method: 'GET', path: '/reference' }, { Host: 'a b/c' });
  expect(status).toBe(400);
  expect(JSON.parse(text)).toMatchObject({ message: expect.stringContaining('Host') });
});
