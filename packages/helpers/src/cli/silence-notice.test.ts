import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '@neon-api/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCommand } from '../../test/run-command.ts';

let server: Server;
let answer: (() => number) | undefined;
let host: string;
beforeAll(async () => {
  server = createServer((_request, response) => {
    const status = answer?.();
    // Without a status, the server never responds.
    if (status === undefined) return;
    response.writeHead(status, { 'content-type': 'application/json', 'retry-after': '3600' });
    response.end(JSON.stringify({ projects: [], pagination: {} }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** A clock whose sleeps of up to two seconds end when the test calls `pass`. Longer sleeps never end. */
function createStoppedClock(): { readonly clock: Clock; readonly pass: () => void; readonly sleeps: number[] } {
  const sleeps: number[] = [];
  let wake: (() => void)[] = [];
  return {
    sleeps,
    pass() {
      for (const end of wake) end();
      wake = [];
    },
    clock: {
      now: () => 0,
      sleep: (ms, signal) =>
        new Promise((resolve, reject) => {
          sleeps.push(ms);
          if (ms <= 2_000) wake.push(resolve);
          signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
        }),
    },
  };
}

function start(clock: Clock) {
  const env = { NEON_API_KEY: 'key', NEON_API_BASE_URL: `http://${host}` };
  return startCommand(['projects', 'list'], { env, clock });
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setImmediate(resolve));
}

test.each<[what: string, status: number | undefined]>([
  ['does not respond', undefined],
  ['asks for a retry in an hour', 503],
])('a command says within two seconds that it is waiting for a server that %s', async (_what, status) => {
  answer = status === undefined ? undefined : () => status;
  const { clock, pass, sleeps } = createStoppedClock();
  const { process, seen, ended } = start(clock);
  await until(() => sleeps.length > 0);
  expect(Math.max(...sleeps)).toBeLessThan(2_000);
  pass();
  await until(() => seen.err !== '');
  expect(seen.err).toBe(`Waiting for ${host}…\n`);
  process.emit('SIGINT');
  expect(await ended).toMatchObject({ code: 130, out: '' });
});

test('a command prints no notice if the server responds', async () => {
  answer = () => 200;
  const { clock, pass } = createStoppedClock();
  const { ended } = start(clock);
  const { code, out, err } = await ended;
  pass();
  expect({ code, out, err }).toEqual({ code: 0, out: 'No projects.\n', err: '' });
});
