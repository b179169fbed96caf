import { expect, test } from 'vitest';
import { startTestPostgres } from '../../test/support/use-postgres.ts';

test('settings that were never checked do not keep a server from starting; the log says that it lacks them', async () => {
  const lines: string[] = [];
  await using postgres = await startTestPostgres({
    log: (line) => lines.push(line),
    tenantSettingsOf: () => ({ pgSettings: { work_mem: 'much' }, logicalReplication: false }),
  });
  await postgres.createBranch('main');
  expect(await postgres.query('main', 'SELECT 1')).toEqual([1]);
  expect(lines).toContainEqual(expect.stringMatching(/br-main starts without its settings\. .*"much"/));
});

test('timeouts of one millisecond do not keep a branch from starting', async () => {
  const pgSettings = Object.fromEntries(
    [
      'statement_timeout',
      'lock_timeout',
      'transaction_timeout',
      'idle_session_timeout',
      'idle_in_transaction_session_timeout',
    ].map((name) => [name, '1']),
  );
  await using postgres = await startTestPostgres({
    tenantSettingsOf: () => ({ pgSettings, logicalReplication: false }),
  });
  await postgres.createBranch('main');
  expect(await postgres.query('main', 'SELECT 1')).toEqual([1]);
});

test('Postgres checks settings, and where a shell passes them on, values that it would change are refused', async () => {
  await using direct = await startTestPostgres();
  expect(await direct.dataPlane.checkSettings?.(17, { search_path: '"$user", public' })).toBeUndefined();
  expect(await direct.dataPlane.checkSettings?.(17, { work_mem: '1\n' })).toContain('"work_mem" has characters');
  await using throughPgCtl = await startTestPostgres({ platform: 'win32' });
  expect(await throughPgCtl.dataPlane.checkSettings?.(17, { search_path: '"$user"' })).toContain('"search_path" has');
});

test('replication slots of tenants, even if all are in use, do not keep a branch from being copied', async () => {
  await using postgres = await startTestPostgres();
  await postgres.createBranch('main');
  const createAll = `SELECT count(pg_create_physical_replication_slot('slot_' || n, true))::int
    FROM generate_series(1, current_setting('max_replication_slots')::int) n`;
  expect(await postgres.query('main', createAll)).toEqual([10]);
  await postgres.dataPlane.copyBranch({ branchId: 'br-copy', parentId: 'br-main' });
  await postgres.dataPlane.openEndpoint({ endpointId: 'ep-copy', branchId: 'br-copy' });
  expect(await postgres.query('copy', 'SELECT count(*)::int FROM pg_replication_slots')).toEqual([0]);
});

test('an iteration count for passwords in the settings does not slow down the roles of the API', async () => {
  await using postgres = await startTestPostgres({
    tenantSettingsOf: () => ({ pgSettings: { scram_iterations: '5000' }, logicalReplication: false }),
  });
  await postgres.createBranch('main');
  await postgres.dataPlane.applyRole('br-main', { name: 'guest', password: 'secret' });
  const verifier = "SELECT rolpassword FROM pg_authid WHERE rolname = 'guest'";
  expect(await postgres.query('main', verifier)).toEqual([expect.stringMatching(/^SCRAM-SHA-256\$4096:/)]);
});
