import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createVirtualClock } from '@neon-api/ground';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestPostgres, type TestPostgres } from '../../../test/support/use-postgres.ts';
import { addServerless, createGuard, type Listener, listen } from '../../listener/index.ts';
import type { VirtualClock } from '../../support/index.ts';

const GUESSES = 1000;
const AT_ONCE = 50;
/** Five failures are free, and others may be in progress when the fifth fails. */
const MOST_JUDGED = 5 + 16;
const WAITING = 4;
const LONGEST_DELAY_MS = 4000;

let postgres: TestPostgres;
let listener: Listener;
let clock: VirtualClock;

beforeAll(async () => {
  clock = createVirtualClock(0);
  postgres = await startTestPostgres({ clock });
  await postgres.createBranch('main');
  listener = await listen({
    doors: addServerless(() => new Response(null, { status: 404 }), postgres.dataPlane.serverless),
    guard: createGuard({ listensOn: '127.0.0.1', allowHosts: [] }),
    host: '127.0.0.1',
    port: 0,
    random: Math.random,
    log: () => {},
  });
});

afterAll(async () => {
  await listener.close();
  await postgres[Symbol.asyncDispose]();
});

async function guess(password: string): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${listener.port}/sql`, {
    method: 'POST',
    headers: { 'Neon-Connection-String': `postgresql://owner:${password}@ep-main.neon.localhost/app` },
    body: '{"query":"SELECT 1"}',
  });
  return answer.ok ? 'right' : String(((await answer.json()) as { code: unknown }).code);
}

test(`of ${GUESSES} guesses over HTTP, a few are checked at once, and the others must wait`, {
  timeout: 120_000,
}, async () => {
  const codes: string[] = [];
  let next = 0;
  const guessOn = async (): Promise<void> => {
    while (next < GUESSES) {
      next += 1;
      codes.push(await guess(`wrong-${next}`));
    }
  };
  const all = Promise.all(Array.from({ length: AT_ONCE }, guessOn));
  await expect.poll(() => codes.length, { timeout: 200_000 }).toBe(GUESSES - WAITING);
  const judged = codes.filter((code) => code === '28P01').length;
  expect(judged).toBeLessThanOrEqual(MOST_JUDGED);
  expect(codes.filter((code) => code === '53300')).toHaveLength(GUESSES - WAITING - judged);
  // One at a time, because the login would time out if the clock advanced while Postgres checks it.
  for (let seen = GUESSES - WAITING; seen < GUESSES; seen += 1) {
    await clock.advance(LONGEST_DELAY_MS);
    await expect.poll(() => codes.length, { timeout: 20_000 }).toBe(seen + 1);
  }
  await all;
  const login = guess('first');
  await clock.advance(LONGEST_DELAY_MS);
  expect(await login).toBe('right');
});

/** Opens a WebSocket and begins a frame of this length without finishing it. */
async function beginFrame(lengthBytes: number): Promise<Socket> {
  const socket = connect(listener.port, '127.0.0.1');
  socket.on('error', () => {});
  const headers = ['Host: localhost', 'Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'];
  const key = Buffer.alloc(16, 'k').toString('base64');
  const lines = ['GET /v2?address=ep-main HTTP/1.1', ...headers, `Sec-WebSocket-Key: ${key}`, '', ''];
  socket.write(lines.join('\r\n'));
  await once(socket, 'data');
  // RFC 6455, 5.2: a final binary frame, masked with zeros, with its length in eight bytes.
  const frame = Buffer.alloc(14);
  frame.writeUInt16BE(0x82ff, 0);
  frame.writeBigUInt64BE(BigInt(lengthBytes), 2);
  socket.write(frame);
  return socket;
}

test('a WebSocket is closed if it sends more than a login before it is logged in', async () => {
  const socket = await beginFrame(50 << 20);
  const chunk = Buffer.alloc(16 << 10);
  while (!socket.destroyed && socket.bytesWritten < 20 << 20) {
    const isDrained = socket.write(chunk);
    // Rejects if the connection is reset.
    if (!isDrained) await once(socket, 'drain').catch(() => {});
  }
  expect(socket.destroyed).toBe(true);
});
