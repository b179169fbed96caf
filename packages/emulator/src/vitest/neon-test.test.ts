import { expect, test } from 'vitest';
import { IMPORT_FIXTURE, runVitest } from '../../test/support/run-vitest.ts';

const IMPORTS = `${IMPORT_FIXTURE}
import pg from 'pg';
import { expect } from 'vitest';
const test = neonTest({ strict: true });`;

test('five concurrent tests in each of three files pass', { timeout: 120_000 }, async () => {
  const file = `${IMPORTS}
for (const name of ['a', 'b', 'c', 'd', 'e']) {
  test.concurrent(name, async ({ neonBranch }) => {
    const client = new pg.Client(neonBranch.connectionUri);
    await client.connect();
    await client.query('CREATE TABLE items ()');
    await client.end();
  });
}`;
  const run = await runVitest({ 'a.test.js': file, 'b.test.js': file, 'c.test.js': file });
  expect(run, run.output).toMatchObject({ passed: 15, failed: 0 });
});

test('a test that fails before it closes its clients reports one failure and nothing else', {
  timeout: 120_000,
}, async () => {
  const file = `${IMPORTS}
async function connect({ connectionUri }) {
  const client = new pg.Client(connectionUri);
  await client.connect();
  return client;
}
test('fails', async ({ neonBranch }) => {
  await connect(neonBranch);
  const busy = await connect(neonBranch);
  busy.query('SELECT pg_sleep(600)');
  const pool = new pg.Pool({ connectionString: neonBranch.connectionUri });
  await pool.query('SELECT 1');
  expect(1).toBe(2);
});
test('passes', async ({ neonBranch }) => {
  await connect(neonBranch);
});`;
  const run = await runVitest({ 'a.test.js': file });
  expect(run).toMatchObject({ passed: 1, failed: 1 });
  expect(run.output).not.toMatch(/Unhandled|terminat/);
});
