import { once } from 'node:events';
import { connect, createServer, type Server } from 'node:net';
import { expect, test } from 'vitest';
import { createEndpointHosts, POSTGRES_PORT } from './endpoint-hosts.ts';

const createListener = (endpointId: string): Server => createServer((socket) => socket.end(endpointId));

async function ask(host: string, port: number): Promise<string> {
  const socket = connect(port, host);
  const [data] = (await once(socket, 'data')) as [Buffer];
  return data.toString();
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}

test('endpoints have no host if the system has one loopback address', async () => {
  const hosts = createEndpointHosts({ ports: [1], createListener, hasHosts: false });
  await hosts.add('ep-a');
  expect([hosts.hostFor('ep-a'), hosts.endpointAt('127.64.0.1')]).toEqual([undefined, undefined]);
});

test('a host needs no port if port 5432 is available', () => {
  const withPort = createEndpointHosts({ ports: [7, POSTGRES_PORT], createListener, hasHosts: true });
  const without = createEndpointHosts({ ports: [7], createListener, hasHosts: true });
  expect(withPort.hostFor('ep-a')).toMatch(/^127(\.\d+){3}$/);
  expect(without.hostFor('ep-a')).toBe(`${withPort.hostFor('ep-a')}:7`);
});

test.skipIf(process.platform !== 'linux')(
  'an endpoint listens at its announced host unless that is taken',
  async () => {
    const port = await freePort();
    const hosts = createEndpointHosts({ ports: [port], createListener, hasHosts: true });
    const [expected = ''] = hosts.hostFor('ep-a')?.split(':') ?? [];
    const others = createEndpointHosts({ ports: [port], createListener, hasHosts: true });
    await hosts.add('ep-a');
    expect(await ask(expected, port)).toBe('ep-a');
    expect(hosts.endpointAt(expected)).toBe('ep-a');
    const [pooled = ''] = hosts.hostFor('ep-a-pooler')?.split(':') ?? [];
    expect(pooled).not.toBe(expected);
    expect(await ask(pooled, port)).toBe('ep-a-pooler');
    await others.add('ep-a');
    const [elsewhere = ''] = others.hostFor('ep-a')?.split(':') ?? [];
    expect(elsewhere).not.toBe(expected);
    expect(await ask(elsewhere, port)).toBe('ep-a');
    hosts.removeAll();
    others.removeAll();
    await expect(ask(expected, port)).rejects.toThrow('ECONNREFUSED');
    await expect(ask(pooled, port)).rejects.toThrow('ECONNREFUSED');
  },
);
