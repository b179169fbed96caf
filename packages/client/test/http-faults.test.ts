import type { Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import {
  binary,
  createNeonClient,
  type NeonClientOptions,
  type NeonError,
  type OperationDescriptor,
} from '../src/index.ts';
import { type RawServer, rawAnswer, startRawServer } from './raw-server.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const OPERATION = { id: 'tried', path: '/projects/{project_id}' };
const METHODS = ['GET', 'POST'] as const;

let server: RawServer | undefined;

afterEach(async () => {
  await server?.stop();
  server = undefined;
});

async function tryCall(
  method: string,
  answer: (socket: Socket, request: string) => void,
  options: NeonClientOptions = {},
  more: Partial<OperationDescriptor> = {},
): Promise<{ value?: unknown; error?: NeonError }> {
  server = await startRawServer(answer);
  const neon = createNeonClient({
    apiKey: 'test-key-1',
    baseUrl: server.baseUrl,
    attemptTimeoutMs: 10_000,
    retry: false,
    ...options,
  });
  return neon.call({ ...OPERATION, method, ...more }, { project_id: 'p' }).then(
    (value) => ({ value }),
    (error: NeonError) => ({ error }),
  );
}

describe.each(METHODS)('a %s', (method) => {
  test.each<[string, (socket: Socket) => void]>([
    ['is reset before an answer', (socket) => socket.resetAndDestroy()],
    ['is closed before an answer', (socket) => socket.end()],
    [
      'is reset in the body',
      (socket) => {
        const head = rawAnswer('200 OK', { ...JSON_TYPE, 'content-length': '100' }, '{"project":');
        socket.write(head, () => setImmediate(() => socket.resetAndDestroy()));
      },
    ],
    [
      'gets half a response',
      (socket) => socket.end(rawAnswer('200 OK', { ...JSON_TYPE, 'content-length': '100' }, '{"project":')),
    ],
    [
      'gets a truncated chunked body',
      (socket) => socket.end(rawAnswer('200 OK', { ...JSON_TYPE, 'transfer-encoding': 'chunked' }, '5\r\n{"a":')),
    ],
    ['gets a response that is not HTTP', (socket) => socket.end('SSH-2.0-OpenSSH_9.9\r\n')],
  ])('that %s ends in a network error of unknown outcome, sent once', async (_, answer) => {
    const { error } = await tryCall(method, answer);
    expect(error).toMatchObject({ name: 'NeonNetworkError', outcome: 'unknown', attempts: 1 });
    expect(server?.requests).toHaveLength(1);
  });

  test.each<[string, (socket: Socket) => void]>([
    ['hangs', () => undefined],
    ['hangs after the headers', (socket) => socket.write(rawAnswer('200 OK', { ...JSON_TYPE, 'content-length': '9' }))],
    ['gets 103 and then nothing', (socket) => socket.write(rawAnswer('103 Early Hints', { link: '</x>' }))],
    [
      'drips',
      (socket) => {
        socket.write(rawAnswer('200 OK', { ...JSON_TYPE, 'content-length': '100000' }));
        const timer = setInterval(() => socket.write(' '), 5);
        socket.on('close', () => clearInterval(timer));
      },
    ],
  ])('that %s ends in a timeout of unknown outcome', async (_, answer) => {
    const { error } = await tryCall(method, answer, { attemptTimeoutMs: 80 });
    expect(error).toMatchObject({ name: 'NeonTimeoutError', timeoutMs: 80, outcome: 'unknown', attempts: 1 });
  });

  test('that gets invalid gzip ends in an error of unknown outcome', async () => {
    const garbage = rawAnswer('200 OK', { ...JSON_TYPE, 'content-encoding': 'gzip', 'content-length': '7' }, 'no gzip');
    const { error } = await tryCall(method, (socket) => socket.end(garbage), { attemptTimeoutMs: 300 });
    // In Node 20, fetch never ends such a body; later versions fail.
    expect(error?.name).toMatch(/^Neon(Network|Timeout)Error$/);
    expect(error?.outcome).toBe('unknown');
  });

  test.each<[string, string, RegExp]>([
    ['HTML', rawAnswer('200 OK', { 'content-type': 'text/html', connection: 'close' }, '<h1>Sign in</h1>'), /Sign in/],
    ['nothing', rawAnswer('200 OK', { ...JSON_TYPE, 'content-length': '0' }), /the body is empty/],
    ['cut JSON', rawAnswer('200 OK', { ...JSON_TYPE, 'content-length': '5' }, '{"a":'), /not a JSON object/],
    ['another type', rawAnswer('200 OK', { 'content-type': 'text/csv', 'content-length': '2' }, '{}'), /text\/csv/],
  ])('that succeeds with %s ends in an API error', async (_, answer, words) => {
    const { error } = await tryCall(method, (socket) => socket.end(answer));
    expect(error).toMatchObject({ name: 'NeonApiError', status: 200, outcome: 'unknown' });
    expect(error?.message).toMatch(words);
  });

  test('ignores 1xx responses before the final response', async () => {
    const { value } = await tryCall(method, (socket) => {
      socket.write(rawAnswer('103 Early Hints', { link: '</x>' }));
      socket.end(rawAnswer('200 OK', { ...JSON_TYPE, 'content-length': '8' }, '{"ok":1}'));
    });
    expect(value).toEqual({ ok: 1 });
  });

  test('does not send its key to the target of a redirect', async () => {
    const elsewhere = await startRawServer((socket) => socket.end(rawAnswer('200 OK', JSON_TYPE, '{}')));
    const location = `${elsewhere.baseUrl}/caught`;
    const { error } = await tryCall(method, (socket) =>
      socket.end(rawAnswer('307 Temporary Redirect', { location, 'content-length': '0' })),
    );
    await elsewhere.stop();
    expect(error).toMatchObject({ name: 'NeonApiError', status: 307 });
    expect(elsewhere.requests).toEqual([]);
  });

  test('reads the beginning of an endless error page, and disconnects', async () => {
    let closed: Promise<void> | undefined;
    const { error } = await tryCall(method, (socket) => {
      closed = new Promise((resolve) => socket.on('close', () => resolve()));
      socket.write(rawAnswer('500 Oops', { 'content-type': 'text/html', 'content-length': String(2 ** 40) }));
      const page = `<p>${'overload '.repeat(4_000)}</p>`;
      const fill = (): void => {
        while (socket.writable && socket.write(page));
      };
      socket.on('drain', fill);
      fill();
    });
    expect(error).toMatchObject({ name: 'NeonApiError', status: 500 });
    expect(error?.message).toContain('overload');
    expect(error?.message.length).toBeLessThan(400);
    await closed;
  });
});

test('a stream that is cut off rejects with a network error after the chunks that arrived', async () => {
  const head = rawAnswer('200 OK', { 'content-type': 'application/octet-stream', 'content-length': '100' }, 'bytes');
  let peer: Socket | undefined;
  const answer = (socket: Socket): void => {
    peer = socket;
    socket.write(head);
  };
  const { value } = await tryCall('GET', answer, {}, { response: binary });
  const reader = (value as ReadableStream<Uint8Array>).getReader();
  expect(new TextDecoder().decode((await reader.read()).value)).toBe('bytes');
  peer?.resetAndDestroy();
  await expect(reader.read()).rejects.toMatchObject({ name: 'NeonNetworkError', operationId: 'tried' });
});

test('a GET is retried after every fault, a POST only after it was refused', async () => {
  const faults: ((socket: Socket) => void)[] = [
    (socket) => socket.resetAndDestroy(),
    (socket) => socket.end(rawAnswer('502 Bad Gateway', { 'content-length': '0' })),
    (socket) => socket.end(rawAnswer('200 OK', { ...JSON_TYPE, 'content-length': '100' }, '{"half":')),
  ];
  const answer = (socket: Socket): void => {
    const fault = faults.shift();
    if (fault) fault(socket);
    else socket.end(rawAnswer('200 OK', { ...JSON_TYPE, 'content-length': '8' }, '{"ok":1}'));
  };
  const { value } = await tryCall('GET', answer, { retry: {}, random: () => 0 });
  expect(value).toEqual({ ok: 1 });
  expect(server?.requests).toHaveLength(4);
  await server?.stop();
  faults.push((socket) => socket.end(rawAnswer('423 Locked', { 'content-length': '0' })));
  faults.push((socket) => socket.resetAndDestroy());
  const { error } = await tryCall('POST', answer, { retry: {}, random: () => 0 });
  expect(error).toMatchObject({ name: 'NeonNetworkError', outcome: 'unknown', attempts: 2 });
});
