import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startTestPostgres, type TestPostgres } from '../../test/support/use-postgres.ts';

const MARKER = 'do-not-leak-this';

let postgres: TestPostgres;

beforeAll(async () => {
  postgres = await startTestPostgres();
  await postgres.createBranch('main');
  const run = (sql: string): Promise<unknown> => postgres.query('main', sql);
  await run('CREATE TABLE people (id int PRIMARY KEY, name text, town text)');
  await run('ALTER TABLE people ALTER town SET STORAGE EXTERNAL');
  await run(
    `INSERT INTO people SELECT n, '${MARKER} ' || n % 7, repeat('${MARKER}', 300) FROM generate_series(1, 500) n`,
  );
  await run('CREATE INDEX ON people (name)');
  await run('CREATE INDEX ON people (lower(name))');
  await run('CREATE STATISTICS people_stats (mcv, dependencies) ON name, id FROM people');
  await run(`SELECT lo_from_bytea(0, '${MARKER}'::bytea)`);
  await run(`CREATE MATERIALIZED VIEW names AS SELECT name FROM people`);
  await run('ANALYZE');
});

afterAll(() => postgres[Symbol.asyncDispose]());

function filesWithMarker(dir: string): string[] {
  const names = readdirSync(dir, { recursive: true, withFileTypes: true });
  return names
    .filter((entry) => entry.isFile() && readFileSync(join(entry.parentPath, entry.name)).includes(MARKER))
    .map(({ parentPath, name }) => join(parentPath, name).slice(dir.length + 1));
}

test.each([true, false])('a schema-only branch contains no row data (parent running: %s)', async (runs) => {
  if (!runs) await postgres.dataPlane.suspendEndpoint('ep-main');
  await postgres.dataPlane.copyBranch({ branchId: 'br-empty', parentId: 'br-main', schemaOnly: true });
  await postgres.open('empty');
  const statistics = "SELECT count(*)::int FROM pg_stats WHERE tablename = 'people'";
  expect(await postgres.query('empty', statistics)).toEqual([0]);
  expect(await postgres.query('empty', 'SELECT count(*)::int FROM pg_stats_ext_exprs')).toEqual([0]);
  expect(
    await postgres.query('empty', 'SELECT count(*)::int FROM pg_stats_ext WHERE most_common_vals IS NOT NULL'),
  ).toEqual([0]);
  expect(await postgres.query('empty', 'SELECT count(*)::int FROM pg_largeobject_metadata')).toEqual([0]);
  await postgres.query('empty', "INSERT INTO people VALUES (1, 'new', 'new')");
  expect(filesWithMarker(join(postgres.rootDir, 'branches', 'br-empty'))).toEqual([]);
  const bases = readdirSync(join(postgres.rootDir, 'bases'));
  expect(bases.flatMap((base) => filesWithMarker(join(postgres.rootDir, 'bases', base)))).toEqual([]);
});

afterEach(() => postgres.dataPlane.dropBranch('br-empty'));
