import { readFileSync } from 'node:fs';
import type { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestPostgres, type TestPostgres } from '../../../test/support/use-postgres.ts';
import { findBinaries } from './find-binaries.ts';
import { OPENED_EXTENSIONS } from './neon-extensions.ts';

const { binaries } = await findBinaries('embedded');
const versions = binaries.map(({ majorVersion }) => majorVersion);

describe.each(versions)('on the embedded Postgres %i', (majorVersion) => {
  let postgres: TestPostgres;
  let owner: Client;

  beforeAll(async () => {
    postgres = await startTestPostgres();
    await postgres.createBranch('main', majorVersion);
    owner = await postgres.connect('main');
  }, 60_000);

  afterAll(async () => {
    await owner.end();
    await postgres[Symbol.asyncDispose]();
  });

  const rows = async (sql: string): Promise<unknown[]> =>
    (await owner.query<unknown[]>({ text: sql, rowMode: 'array' })).rows.flat();

  test.each(OPENED_EXTENSIONS)('the owner role can create %s', async (name) => {
    await owner.query(`CREATE EXTENSION ${name} CASCADE`);
    expect(await rows(`SELECT pg_get_userbyid(extowner) FROM pg_extension WHERE extname = '${name}'`)).toEqual([
      'owner',
    ]);
  });

  test.each(['file_fdw', 'pageinspect', 'pg_surgery', 'plpython3u'])(
    'the owner role cannot create %s',
    async (name) => {
      await expect(owner.query(`CREATE EXTENSION ${name}`)).rejects.toThrow(/permission denied to create extension/);
    },
  );

  test('the guide lists the extensions that the owner role can create', async () => {
    const creatable: string[] = [];
    // Procedural languages depend on libraries of the system.
    const available = await rows(
      "SELECT name FROM pg_available_extensions WHERE name !~ 'pl(perl|python|tcl)' ORDER BY 1",
    );
    for (const name of available) {
      const created = await owner.query(`CREATE EXTENSION IF NOT EXISTS "${name}" CASCADE`).catch(() => undefined);
      if (created) creatable.push(`\`${name}\``);
    }
    const guide = readFileSync(new URL('../../../../../docs/guides/postgres-extensions.md', import.meta.url), 'utf8');
    const list = guide.split('\n\n').find((paragraph) => paragraph.startsWith('`'));
    expect(list?.split(/,\s/)).toEqual(creatable);
  });

  test('pg_stat_statements counts the statements of the owner, can be reset, and hides those of the emulator', async () => {
    await owner.query('SELECT pg_stat_statements_reset()');
    await postgres.dataPlane.applyRole('br-main', { name: 'late', password: 'kept-to-itself' });
    await owner.query('SELECT 40 + 2');
    const texts = await rows('SELECT query FROM pg_stat_statements');
    expect(texts).toContain('SELECT $1 + $2');
    expect(texts.filter((text) => /kept-to-itself|ALTER ROLE|CREATE ROLE/.test(String(text)))).toEqual([]);
  });

  test('postgres_fdw and dblink connect only with a password', async () => {
    const { port } = postgres.dataPlane.address ?? { port: 0 };
    await owner.query('CREATE TABLE near (id int)');
    await owner.query('INSERT INTO near VALUES (7)');
    const options = 'endpoint=ep-main';
    await owner.query(
      `CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw
       OPTIONS (host '127.0.0.1', port '${port}', dbname 'app', options '${options}')`,
    );
    await owner.query("CREATE USER MAPPING FOR owner SERVER far OPTIONS (user 'owner', password 'first')");
    await owner.query("CREATE FOREIGN TABLE far_away (id int) SERVER far OPTIONS (table_name 'near')");
    expect(await rows('SELECT id FROM far_away')).toEqual([7]);
    const target = `host=127.0.0.1 port=${port} dbname=app user=owner options=${options}`;
    expect(await rows(`SELECT id FROM dblink('${target} password=first', 'SELECT id FROM near') AS t(id int)`)).toEqual(
      [7],
    );
    await expect(rows(`SELECT id FROM dblink('${target}', 'SELECT 1') AS t(id int)`)).rejects.toThrow(/password/);
  });

  test('the error for a missing extension says how to get it', async () => {
    const error = await owner.query('CREATE EXTENSION IF NOT EXISTS vector').catch((cause: unknown) => cause);
    expect(error).toMatchObject({
      message: 'extension "vector" is not included in the Postgres of the emulator',
      hint: expect.stringContaining('--postgres system'),
      code: '0A000',
    });
  });

  describe.each(['in that schema', 'in public'])(
    'in a schema with hostile functions, with required extensions %s',
    (place) => {
      test.each(OPENED_EXTENSIONS)('the script of %s runs none of them as superuser', async (name) => {
        await owner.query(`DROP EXTENSION IF EXISTS ${name}, cube CASCADE`);
        const superusers = await rows('SELECT rolname FROM pg_roles WHERE rolsuper ORDER BY 1');
        if (place === 'in public') await owner.query('CREATE EXTENSION cube SCHEMA public');
        await owner.query(HOSTILE_SCHEMA);
        await owner.query(`CREATE EXTENSION ${name} SCHEMA hostile CASCADE`).catch(() => {});
        expect(await rows('SELECT rolname FROM pg_roles WHERE rolsuper ORDER BY 1')).toEqual(superusers);
        await owner.query('DROP SCHEMA hostile CASCADE');
      });
    },
  );
});

const returning = (result: string): string =>
  `LANGUAGE plpgsql AS $$ BEGIN BEGIN ALTER ROLE owner SUPERUSER; EXCEPTION WHEN OTHERS THEN NULL; END; RETURN ${result}; END $$`;

/** Functions that shadow what the extension scripts call or define; each tries to make its caller a superuser. */
const HOSTILE_SCHEMA = `
  CREATE SCHEMA hostile;
  CREATE FUNCTION hostile.check_text(text) RETURNS boolean ${returning('true')};
  CREATE DOMAIN hostile.cube AS text DEFAULT hostile.check_text('') CHECK (hostile.check_text(VALUE));
  CREATE FUNCTION hostile.cube_is_point(hostile.cube) RETURNS boolean ${returning('true')};
  CREATE FUNCTION hostile.cube_dim(hostile.cube) RETURNS int ${returning('1')};
  CREATE FUNCTION hostile.cube_distance(hostile.cube, hostile.cube) RETURNS float8 ${returning('1')};
  CREATE FUNCTION hostile.pg_stat_statements(boolean) RETURNS SETOF int ${returning('')};
  CREATE FUNCTION hostile.xpath_list(text, text, text) RETURNS text ${returning("''")};
  CREATE FUNCTION hostile.abs(float4) RETURNS numeric ${returning('1')};
  CREATE FUNCTION hostile.divided(float8, numeric) RETURNS float8 ${returning('1')};
  CREATE OPERATOR hostile./ (LEFTARG = float8, RIGHTARG = numeric, FUNCTION = hostile.divided);
  CREATE OPERATOR hostile.- (LEFTARG = float8, RIGHTARG = numeric, FUNCTION = hostile.divided);`;
