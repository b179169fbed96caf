import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { createVirtualClock } from '@neon-api/ground';
import { expect, test } from 'vitest';
import { createAdmission } from '../admission/index.ts';
import { createPooler, type Pooler } from './pooler.ts';
import { poolerLimits } from './pooler-limits.ts';

function startPooler(mostClients: number): Pooler {
  const clock = createVirtualClock();
  return createPooler({
    connect: async () => undefined,
    beginUse: () => () => {},
    gate: createAdmission(clock).gate,
    limits: { ...poolerLimits(105), mostClients },
    clock,
    log: () => {},
  });
}

/** Returns what a client gets before the pooler closes its connection. */
async function answerTo(pooler: Pooler, params: Readonly<Record<string, string>>): Promise<string> {
  const server = createServer((client) => {
    void pooler.serve({
      client,
      endpointId: 'ep-a',
      branchId: 'br-a',
      role: 'owner',
      roleId: '16384',
      keys: { clientKey: Buffer.alloc(32), serverKey: Buffer.alloc(32) },
      params: new Map(Object.entries(params)),
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  let answer = '';
  for await (const chunk of connect(port, '127.0.0.1')) answer += String(chunk);
  server.close();
  return answer;
}

test.each([
  ['more clients than the limit', 0, {}, 'no more connections allowed (max_client_conn)'],
  ['a parameter that is not tracked', 1, { search_path: 'a' }, 'unsupported startup parameter: search_path'],
  ['an endpoint that was closed', 1, {}, 'endpoint "ep-a" does not exist'],
])('refuses %s', async (_, mostClients, params, message) => {
  expect(await answerTo(startPooler(mostClients), params)).toContain(`M${message}\0`);
});

test('the limits are those of Neon', () => {
  expect(poolerLimits(105)).toMatchObject({ mostClients: 10_000, mostServers: 94, queryWaitMs: 120_000 });
});
