import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../support/index.ts';
import { createAdmission } from '../admission/index.ts';
import type { Backend } from './admit-login.ts';
import { type PostgresProxy, startProxy } from './start-proxy.ts';
import { encodeStartup } from './startup-packet.ts';

const STARTUP = encodeStartup(
  3 << 16,
  new Map([
    ['user', 'owner'],
    ['options', 'endpoint=ep-a'],
  ]),
);
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

let proxy: PostgresProxy;
const servers: Array<{ close: () => void }> = [];

afterEach(async () => {
  await proxy.stop();
  for (const server of servers.splice(0)) server.close();
});

async function start(
  serve: ((socket: Socket) => void) | Error | undefined,
  limits: Parameters<typeof createAdmission>[1] = {},
): Promise<void> {
  const server = createServer({ allowHalfOpen: true }, typeof serve === 'function' ? serve : () => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  servers.push(server);
  const bound = server.address();
  const address = { host: '127.0.0.1', port: typeof bound === 'object' && bound !== null ? bound.port : 0 };
  async function connectBackend(): Promise<Backend | undefined> {
    if (serve instanceof Error) throw serve;
    if (serve === undefined) return undefined;
    const socket = connect({ ...address, allowHalfOpen: true });
    socket.on('error', () => {});
    return { socket, address };
  }
  const readLogin = async () => undefined;
  proxy = await startProxy({
    port: 0,
    branchIdOf: () => (serve === undefined ? undefined : 'br-a'),
    judgeConnection: () => undefined,
    awaitEndpoint: async () => ({ kind: 'unknown' }),
    wake: async () => {},
    endpointOf: () => undefined,
    connectBackend,
    readLogin,
    admission: createAdmission(systemClock, limits),
    pooler: { serve: async () => {}, cancelTarget: () => undefined },
    log: () => {},
  });
}

/** Returns everything that the proxy sends until it closes the connection. */
async function answerTo(...chunks: Buffer[]): Promise<string> {
  const client = connect({ ...proxy.address, allowHalfOpen: true });
  for (const chunk of chunks) client.write(chunk);
  let answer = '';
  for await (const chunk of client) answer += String(chunk);
  client.destroy();
  return answer;
}

describe('a connection', () => {
  test.each([
    ['another protocol', Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')],
    ['garbage', Buffer.alloc(200_000, 0xa5)],
    ['an unterminated startup packet', Buffer.from([0, 0, 0, 12, 0, 3, 0, 0, 65, 65, 65, 65])],
  ])('with %s gets a protocol error', async (_, bytes) => {
    await start(undefined);
    expect(await answerTo(bytes)).toMatch(/^E.*C08P01/s);
  });

  test('that sends nothing is closed with an error', async () => {
    await start(undefined, { loginTimeoutMs: 20 });
    expect(await answerTo()).toContain('C08006');
    expect(await answerTo(STARTUP.subarray(0, 9))).toContain('C08006');
  });

  test('can continue after each refusal of encryption', async () => {
    await start(undefined);
    expect(await answerTo(SSL_REQUEST, SSL_REQUEST, STARTUP)).toMatch(/^NNE.*C08004/s);
  });

  test('learns why an endpoint cannot be reached', async () => {
    await start(new Error('the disk is full'));
    expect(await answerTo(STARTUP)).toMatch(/C57P03.*the disk is full/s);
  });

  test('receives everything that the server sent before it closed', async () => {
    const lastWords = 'x'.repeat(3_000_000);
    await start((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => socket.end(lastWords));
    });
    expect(await answerTo(STARTUP)).toHaveLength(lastWords.length);
  });

  test('forwards its end, and still receives the answer', async () => {
    await start((socket) => {
      socket.on('error', () => {});
      socket.resume().on('end', () => socket.end('after your end'));
    });
    const client = connect({ ...proxy.address, allowHalfOpen: true });
    client.end(STARTUP);
    let answer = '';
    for await (const chunk of client) answer += String(chunk);
    expect(answer).toBe('after your end');
  });

  test('that breaks also closes the connection to the server', async () => {
    let onClosed: () => void = () => {};
    const closed = new Promise<void>((resolve) => {
      onClosed = resolve;
    });
    await start((socket) => {
      socket.on('error', () => {}).on('close', () => onClosed());
      socket.once('data', () => socket.write('hello')).on('end', () => socket.end());
    });
    const client = connect(proxy.address);
    client.write(STARTUP);
    await once(client, 'data');
    client.resetAndDestroy();
    await closed;
  });

  test('with an unknown cancel key is closed without an answer', async () => {
    await start(undefined);
    expect(await answerTo(Buffer.from([0, 0, 0, 16, 4, 210, 22, 46, 0, 0, 0, 1, 0, 0, 0, 2]))).toBe('');
  });
});
