import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestPostgres, type TestPostgres } from '../../../test/support/use-postgres.ts';
import { findBinaries, pickBinaries } from '../binaries/index.ts';
import { readControlFile } from './control-file.ts';
import { isMap, isSegment } from './copy-rules.ts';
import { runToEnd } from './run-to-end.ts';

let rootDir: string;
let postgres: TestPostgres;
beforeAll(async () => {
  rootDir = await mkdtemp(join(tmpdir(), 'neon-test-'));
  postgres = await startTestPostgres({ rootDir, temporary: false });
});
afterAll(async () => {
  await postgres[Symbol.asyncDispose]();
  await rm(rootDir, { recursive: true, force: true });
});

/** Creates a root branch and returns its databases. */
async function databasesOf(name: string, names: readonly string[]): Promise<unknown> {
  const databases = names.map((database) => ({ name: database, owner: 'owner' }));
  const branchId = `br-${name}`;
  await postgres.dataPlane.createBranch({
    branchId,
    pgVersion: 17,
    roles: [{ name: 'owner', password: 'first' }],
    databases,
  });
  const reading = await postgres.dataPlane.readBranch?.(branchId);
  return reading?.databases;
}

test.each([
  ['no database', []],
  ['one database', ['app']],
  ['several databases', ['app', 'other', 'third']],
  ['a database that is named like the template’s', ['neon_first']],
  ['a later database that is named like the template’s', ['app', 'neon_first']],
])('a root branch with %s has only these databases, of their owner', async (title, names) => {
  expect(await databasesOf(title.replaceAll(/[^a-z]/g, '-'), names)).toEqual(
    names.map((name) => ({ name, owner: 'owner' })),
  );
});

test('the first database is like a new one', async () => {
  await databasesOf('likeness', ['first', 'later']);
  await postgres.open('likeness');
  const traits = await postgres.query(
    'likeness',
    `SELECT to_jsonb(d) - '{oid,datname,datfrozenxid,datminmxid}'::text[] FROM pg_database d
     WHERE datname IN ('first', 'later') ORDER BY datname`,
    { database: 'first' },
  );
  expect(traits[0]).toEqual(traits[1]);
  const session = await postgres.connect('likeness', { database: 'first' });
  await session.query('CREATE TABLE t (id int)').finally(() => session.end());
});

test('the template has only the files that a start needs', () => {
  const templatesDir = join(rootDir, 'templates');
  const [template = ''] = readdirSync(templatesDir).map((name) => join(templatesDir, name));
  const files = readdirSync(join(template, 'base'), { recursive: true }).map(String);
  expect(files.filter((path) => isMap(basename(path)))).toEqual([]);
  const segments = readdirSync(join(template, 'pg_wal')).filter(isSegment);
  expect(segments).toEqual([readControlFile(template).redoSegment]);
});

test('Postgres makes the maps that the template lacks', async () => {
  await databasesOf('maps', ['app']);
  await postgres.open('maps');
  const session = await postgres.connect('maps', { database: 'app' });
  try {
    await session.query('CREATE TABLE t AS SELECT generate_series(1, 1000) AS id');
    await session.query('VACUUM');
    const sizes = await session.query(
      `SELECT pg_relation_size('t', 'vm') > 0 AS visible, pg_relation_size('t', 'fsm') > 0 AS free`,
    );
    expect(sizes.rows).toEqual([{ visible: true, free: true }]);
  } finally {
    await session.end();
  }
});

test('the template of an earlier version, which has no database for it, still works', async () => {
  await postgres.dataPlane.stop();
  const templatesDir = join(rootDir, 'templates');
  const { postgres: program } = pickBinaries(await findBinaries('embedded'), 17, 'embedded');
  for (const name of readdirSync(templatesDir).filter((each) => each.startsWith('17-'))) {
    const single = ['--single', '-D', join(templatesDir, name), '-c', 'exit_on_error=true', 'postgres'];
    await runToEnd([program, ...single], 'DROP DATABASE neon_first;\n');
  }
  postgres = await startTestPostgres({ rootDir, temporary: false });
  expect(await databasesOf('older', ['app', 'other'])).toEqual([
    { name: 'app', owner: 'owner' },
    { name: 'other', owner: 'owner' },
  ]);
});
