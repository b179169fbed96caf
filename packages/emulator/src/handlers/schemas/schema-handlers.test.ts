import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Api, CreatedBranch } from '../../../test/support/api.ts';
import { startWithProject } from '../../../test/support/start-with-project.ts';
import { startTestEmulator } from '../../../test/support/use-emulator.ts';
import type { Emulator } from '../../start/index.ts';

let emulator: Emulator;
let api: Api;
let mainPath: string;
let mainUri: string;
let childPath: string;
let childUri: string;
/** A time when `books` had two columns. */
let twoColumns: string;

async function run(connectionString: string, sql: string): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

beforeAll(async () => {
  const started = await startWithProject();
  ({ emulator, api } = started);
  const { created } = started;
  mainUri = created.connection_uris[0]?.connection_uri ?? '';
  mainPath = `/projects/${created.project.id}/branches/${created.branch.id}`;
  await run(mainUri, 'CREATE TABLE books (id int PRIMARY KEY, title text NOT NULL)');
  twoColumns = new Date().toISOString();
  await sleep(20);
  const child = await api.post<CreatedBranch>(`/projects/${created.project.id}/branches`, {
    branch: {},
    endpoints: [{ type: 'read_write' }],
  });
  await emulator.settle();
  childPath = `/projects/${created.project.id}/branches/${child.body.branch.id}`;
  childUri = child.body.connection_uris?.[0]?.connection_uri ?? '';
  await run(childUri, 'ALTER TABLE books ADD COLUMN pages int');
  await run(childUri, 'CREATE TABLE loans (book int REFERENCES books, since date, CHECK (since > now()))');
});

afterAll(() => emulator.stop());

const diffOf = async (path: string): Promise<string> => (await api.get<{ diff: string }>(path)).body.diff;

test('the schema of a branch is returned as SQL or as JSON tables', async () => {
  const sql = await api.get<{ sql: string }>(`${childPath}/schema?db_name=neondb`);
  expect(sql.body.sql).toMatch(/CREATE TABLE public\.books \(\n {4}id integer NOT NULL,\n {4}title text NOT NULL,/);
  const { body } = await api.get<{ json: { tables: { name: string }[] } }>(
    `${childPath}/schema?db_name=neondb&format=json`,
  );
  expect(body.json.tables.map(({ name }) => name)).toEqual(['books', 'loans']);
  expect(body.json.tables[1]).toEqual({
    schema: 'public',
    name: 'loans',
    columns: [
      { name: 'book', type: 'integer', nullable: true, generated: false },
      { name: 'since', type: 'date', nullable: true, generated: false },
    ],
    constraints: [
      { name: 'loans_since_check', type: 'CHECK', columns: ['since'] },
      {
        name: 'loans_book_fkey',
        type: 'FOREIGN KEY',
        columns: ['book'],
        referenced_table: { schema: 'public', table: 'books', columns: ['id'] },
      },
    ],
  });
});

test('a branch is compared with its parent, or with the requested branch', async () => {
  const diff = await diffOf(`${childPath}/compare_schema?db_name=neondb`);
  expect(diff).toMatch(/^--- a\/neondb\n\+\+\+ b\/neondb\n@@ /);
  expect(diff).toContain('\n+    pages integer\n');
  const { id } = (await api.get<CreatedBranch>(childPath)).body.branch;
  const reversed = await diffOf(`${mainPath}/compare_schema?db_name=neondb&base_branch_id=${id}`);
  expect(reversed).toContain('\n-    pages integer\n');
});

test('a point in the history has the schema of that time', async () => {
  await run(mainUri, 'ALTER TABLE books DROP COLUMN title');
  expect(await diffOf(`${mainPath}/compare_schema?db_name=neondb&base_branch_id=${mainPath.split('/').at(-1)}`)).toBe(
    '',
  );
  const then = await api.get<{ json: { tables: { columns: { name: string }[] }[] } }>(
    `${mainPath}/schema?db_name=neondb&format=json&timestamp=${twoColumns}`,
  );
  expect(then.body.json.tables[0]?.columns.map(({ name }) => name)).toEqual(['id', 'title']);
  const since = await diffOf(`${childPath}/compare_schema?db_name=neondb&base_timestamp=${twoColumns}`);
  const gone = since.split('\n').filter((line) => line.startsWith('-'));
  expect(gone).toEqual(['--- a/neondb', '-    title text NOT NULL']);
  expect(since).toContain('\n+    title text NOT NULL,\n+    pages integer\n');
  for (const path of [
    `${mainPath}/schema?lsn=0/1`,
    `${childPath}/compare_schema?lsn=0/1`,
    `${childPath}/compare_schema?base_lsn=0/1`,
    `${childPath}/compare_schema?timestamp=2001-01-01T00:00:00Z`,
  ]) {
    const { body } = await api.get<{ message: string }>(`${path}&db_name=neondb`);
    expect(body.message).toContain('history');
  }
});

test('branches that cannot be compared are refused', async () => {
  expect(await api.get(`${mainPath}/compare_schema?db_name=neondb`)).toMatchObject({ status: 400 });
  expect(await api.get(`${mainPath}/schema?db_name=none`)).toMatchObject({ status: 404 });
  expect(await api.get(`${mainPath}/schema?db_name=neondb&format=yaml`)).toMatchObject({ status: 400 });
  expect(await api.get(`${mainPath}/schema?db_name=neondb&lsn=0/1`)).toMatchObject({
    status: 422,
    body: { message: expect.stringContaining('before the branch') },
  });
  expect(await api.get(`${mainPath}/schema?db_name=neondb&lsn=0/1&timestamp=${twoColumns}`)).toMatchObject({
    status: 400,
  });
});

test('without Postgres the error says what to do', async () => {
  const off = await startTestEmulator();
  const { project, branch } = await off.createProject();
  expect(await off.api.get(`/projects/${project.id}/branches/${branch.id}/schema?db_name=neondb`)).toMatchObject({
    status: 501,
    body: { code: 'postgres_is_off', message: expect.stringContaining('--postgres auto') },
  });
  await off.emulator.stop();
});
