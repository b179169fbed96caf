import { expect } from 'vitest';
import { testAllSystems } from '../../test/support/systems.ts';
import { startTestPostgres } from '../../test/support/use-postgres.ts';

// Servers start through pg_ctl on loopback ports. The CI job on Windows covers the rest.
testAllSystems('branches started as on Windows keep their rows across copies and suspensions', async () => {
  await using postgres = await startTestPostgres({ temporary: false, platform: 'win32' });
  const { dataPlane, query } = postgres;
  await postgres.createBranch('main');
  // A crash would lose these rows.
  await query('main', 'CREATE UNLOGGED TABLE notes AS SELECT 1 AS id');
  await dataPlane.suspendEndpoint('ep-main');
  await dataPlane.copyBranch({ branchId: 'br-copy', parentId: 'br-main' });
  await postgres.open('copy');
  await query('copy', 'INSERT INTO notes VALUES (2)');
  expect(await query('main', 'SELECT id FROM notes')).toEqual([1]);
  expect(await query('copy', 'SELECT id FROM notes')).toEqual([1, 2]);
});
