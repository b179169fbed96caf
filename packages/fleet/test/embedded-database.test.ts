import { createServer } from 'node:http';
import { createNeonClient, NeonUsageError, paginate } from '@neon-api/client';
import { listProjects } from '@neon-api/client/operations';
import { afterEach, expect, test, vi } from 'vitest';
import { createFleet, type Fleet } from '../src/index.ts';
import { useDatabase } from './use-database.ts';

const database = useDatabase();
const open: Fleet[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(open.splice(0).map((fleet) => fleet.close()));
});

async function openFleet(name: string, orgId?: string): Promise<Fleet> {
  const { apiKey, apiUrl: baseUrl } = database().emulator;
  const neon = createNeonClient({ apiKey, baseUrl, orgId });
  const fleet = await createFleet({ neon, name });
  open.push(fleet);
  return fleet;
}

const countProjects = async (): Promise<number> => {
  const { neon } = database();
  const projects = await paginate(neon, listProjects, {}).collect();
  return projects.filter(({ name }) => name === 'neon-fleet').length;
};

test('without a connection string, the processes of an emulator share a database in it', async () => {
  vi.stubEnv('NEON_FLEET_DATABASE_URL', undefined);
  const { emulator } = database();
  // Of two that start at once, one creates the project. The second client has no organization.
  const [fleet, other] = await Promise.all([openFleet('embedded', emulator.orgId), openFleet('embedded')]);
  const ran: string[] = [];
  const worker = await other.work({ steps: { all: async ({ key }: { key: string }) => ran.push(key) } });
  const { done } = await fleet.run('all', [{ key: 'a' }], async () => undefined, { concurrency: 0 });
  await worker.stop();
  expect([done.length, ran]).toEqual([1, ['a']]);
  expect(await countProjects()).toBe(1);
}, 60_000);

test('NEON_FLEET_DATABASE_URL comes before the emulator', async () => {
  const { connectionString, pool } = database();
  vi.stubEnv('NEON_FLEET_DATABASE_URL', connectionString);
  const fleet = await openFleet('from-environment');
  await fleet.run('all', [{ key: 'a' }], async () => undefined);
  const { rows } = await pool.query(`select key from neon_fleet.units where fleet = 'from-environment'`);
  expect(rows).toEqual([{ key: 'a' }]);
});

test('a server on loopback that is not an emulator receives no API call', async () => {
  vi.stubEnv('NEON_FLEET_DATABASE_URL', undefined);
  const seen: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    seen.push(url);
    response.writeHead(404, { 'content-type': 'application/json' }).end('{}');
  });
  const port = await new Promise<number>((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve(Object(server.address()).port)),
  );
  const neon = createNeonClient({ apiKey: 'key', baseUrl: `http://127.0.0.1:${port}/api/v2` });
  const refused = await createFleet({ neon, name: 'proxied' }).catch((error: unknown) => error);
  server.close();
  expect(refused).toBeInstanceOf(NeonUsageError);
  expect(String(refused)).toMatch(/no emulator answers at 127\.0\.0\.1:\d+\. Pass connectionString, or set NEON_FLEET/);
  expect(seen).toEqual(['/__emulator/clock']);
});

test('a fleet of a real account needs a connection string, and sends nothing', async () => {
  vi.stubEnv('NEON_FLEET_DATABASE_URL', undefined);
  const neon = createNeonClient({
    ...{ apiKey: 'key', baseUrl: 'https://console.neon.tech/api/v2' },
    fetch: () => Promise.reject(new Error('a request was sent')),
  });
  await expect(createFleet({ neon, name: 'real' })).rejects.toThrow('The fleet has no database. Pass connectionString');
});
