import { once } from 'node:events';
import { connect, createServer, type Server } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { createOwnPorts, type OwnPorts } from './own-ports.ts';
import type { PortMemory } from './port-memory.ts';

const opened: (OwnPorts | Server)[] = [];
const log: string[] = [];

afterEach(() => {
  for (const one of opened.splice(0)) one.close();
  log.length = 0;
});

/** Ports whose listeners answer each client with the name of its endpoint. */
async function openPorts(known: Record<string, number> = {}): Promise<OwnPorts> {
  const kept = new Map(Object.entries(known));
  const memory: PortMemory = { portOf: (id) => kept.get(id), keep: (id, port) => void kept.set(id, port) };
  const ports = createOwnPorts(memory, (line) => log.push(line));
  await ports.open((endpointName) => createServer((client) => client.end(endpointName() ?? 'nobody')));
  opened.push(ports);
  return ports;
}

async function listenOn(port: number): Promise<Server> {
  const server = createServer((client) => client.end('other program')).listen(port, '127.0.0.1');
  await once(server, 'listening');
  opened.push(server);
  return server;
}

async function whoAnswersAt(port = 0): Promise<string> {
  const client = connect(port, '127.0.0.1');
  let answer = '';
  client.on('data', (chunk) => {
    answer += String(chunk);
  });
  await once(client, 'close');
  return answer;
}

test('an endpoint has its port at once, and clients reach it there', async () => {
  const ports = await openPorts();
  ports.add('ep-a');
  ports.add('ep-b');
  const [a, b] = [ports.of('ep-a')?.port, ports.of('ep-b')?.port];
  expect([await whoAnswersAt(a), await whoAnswersAt(b)]).toEqual(['ep-a', 'ep-b']);
  expect(ports.endpointAt(a ?? 0)).toBe('ep-a');
});

test('a server that has the port can listen there, until it gives it back', async () => {
  const ports = await openPorts();
  ports.add('ep-a');
  const own = ports.of('ep-a');
  const takeBack = own?.lend();
  const server = await listenOn(own?.port ?? 0);
  expect(await whoAnswersAt(own?.port)).toBe('other program');
  server.close();
  await takeBack?.();
  expect(await whoAnswersAt(own?.port)).toBe('ep-a');
});

test('the end of an earlier loan does not take the port from the next one', async () => {
  const ports = await openPorts();
  ports.add('ep-a');
  const own = ports.of('ep-a');
  const endFirst = own?.lend();
  own?.lend();
  await endFirst?.();
  await listenOn(own?.port ?? 0);
  expect(await whoAnswersAt(own?.port)).toBe('other program');
});

test('an endpoint that is removed and added again gets its port back', async () => {
  const ports = await openPorts();
  ports.add('ep-a');
  const port = ports.of('ep-a')?.port;
  ports.remove('ep-a');
  await expect(whoAnswersAt(port)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  ports.add('ep-a');
  expect(ports.of('ep-a')?.port).toBe(port);
  await vi.waitFor(async () => expect(await whoAnswersAt(port)).toBe('ep-a'));
});

test('if another program has taken the port, the endpoint gets another one, and the log says so', async () => {
  const free = await listenOn(0);
  const address = free.address();
  const taken = typeof address === 'object' && address ? address.port : 0;
  const ports = await openPorts({ 'ep-a': taken });
  ports.add('ep-a');
  await vi.waitFor(() => expect(ports.of('ep-a')?.port).not.toBe(taken), 5000);
  expect(await whoAnswersAt(ports.of('ep-a')?.port)).toBe('ep-a');
  expect(log).toEqual([expect.stringContaining(`Port ${taken} of endpoint ep-a is in use by another program`)]);
});

test('without spare ports, an endpoint has none', async () => {
  const ports = await openPorts();
  const names = Array.from({ length: 20 }, (_, index) => `ep-${index}`);
  for (const name of names) ports.add(name);
  expect(ports.of('ep-19')).toBeUndefined();
});
