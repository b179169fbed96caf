import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { Doors } from './guard-doors.ts';
import { type Listener, listen } from './listen.ts';

let listener: Listener | undefined;
const log: string[] = [];

afterEach(async () => {
  await listener?.close();
  log.length = 0;
});

async function send(doors: Doors, headers: readonly string[] = []): Promise<string> {
  const random = (): number => 0.5;
  listener = await listen({
    doors,
    guard: () => undefined,
    host: '127.0.0.1',
    port: 0,
    random,
    log: (line) => log.push(line),
  });
  const socket = connect(listener.port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write(['GET /path?secret=1 HTTP/1.1', 'Host: localhost', ...headers, '', ''].join('\r\n'));
  let text = '';
  for await (const chunk of socket) text += String(chunk);
  return text;
}

const bug = (): never => {
  throw new Error('a bug');
};

const RESPONSE =
  /^HTTP\/1\.1 500 [\s\S]*\{"request_id":"\S+","code":"","message":"internal error of the emulator; see its log/;

test('an error in a request becomes a GeneralError, and its stack is logged', async () => {
  expect(await send({ fetch: bug }, ['Connection: close'])).toMatch(RESPONSE);
  expect(log.join()).toMatch(/GET \/path: Error: a bug\n +at /);
});

test('an error during an upgrade becomes a GeneralError, and its stack is logged', async () => {
  const doors = { fetch: () => new Response('not called'), upgrade: bug };
  expect(await send(doors, ['Connection: Upgrade', 'Upgrade: websocket'])).toMatch(RESPONSE);
  expect(log.join()).toMatch(/GET \/path: Error: a bug\n +at /);
});
