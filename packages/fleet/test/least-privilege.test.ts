import { expect, test } from 'vitest';
import { useFleets } from './open-fleets.ts';
import { useDatabase } from './use-database.ts';

const database = useDatabase();
const openFleet = useFleets(database);

test('after init, a worker needs no right to create schemas or tables in the database', async () => {
  const { pool, connectionString } = database();
  await openFleet('owner');
  const schemas = 'neon_fleet, neon_fleet_queue';
  await pool.query(`create role worker login password 'worker-password'`);
  await pool.query(`grant usage on schema ${schemas} to worker`);
  await pool.query(`grant select, insert, update, delete on all tables in schema ${schemas} to worker`);
  await pool.query(`grant usage on all sequences in schema ${schemas} to worker`);
  await pool.query(`revoke create on database ${new URL(connectionString).pathname.slice(1)} from public`);
  const asWorker = new URL(connectionString);
  [asWorker.username, asWorker.password] = ['worker', 'worker-password'];
  const fleet = await openFleet('tenants', { connectionString: asWorker.href });
  const { done, failed } = await fleet.run('migrate', [{ key: 'acme' }], async () => undefined);
  expect([done.length, failed]).toEqual([1, []]);
});
