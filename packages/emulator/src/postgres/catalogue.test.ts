import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestPostgres, type TestPostgres } from '../../test/support/use-postgres.ts';

const SCHEMA = `
  CREATE SCHEMA shop;
  CREATE TYPE shop.state AS ENUM ('open', 'it''s done');
  CREATE DOMAIN shop.email AS text CHECK (VALUE LIKE '%@%');
  CREATE TYPE shop.point AS (x int, y int);
  CREATE SEQUENCE shop.numbers START 7 INCREMENT 2;
  CREATE TABLE shop.customers (id serial PRIMARY KEY, mail shop.email UNIQUE, born date NOT NULL DEFAULT now());
  CREATE TABLE shop."Orders" (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer int REFERENCES shop.customers ON DELETE CASCADE,
    state shop.state DEFAULT 'open', total numeric(10,2) CHECK (total >= 0),
    doubled numeric GENERATED ALWAYS AS (total * 2) STORED);
  CREATE INDEX big_orders ON shop."Orders" (total DESC) WHERE total > 100;
  CREATE TABLE shop.log (at date NOT NULL, what text) PARTITION BY RANGE (at);
  CREATE INDEX ON shop.log (at);
  CREATE TABLE shop.log_2030 PARTITION OF shop.log FOR VALUES FROM ('2030-01-01') TO ('2031-01-01');
  CREATE VIEW shop.open_orders AS SELECT id, total FROM shop."Orders" WHERE state = 'open';
  CREATE MATERIALIZED VIEW shop.totals AS SELECT sum(total) FROM shop.open_orders;
  CREATE FUNCTION shop.touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
  CREATE TRIGGER touched BEFORE UPDATE ON shop.customers FOR EACH ROW EXECUTE FUNCTION shop.touch();
  ALTER TABLE shop.customers ENABLE ROW LEVEL SECURITY;
  ALTER TABLE shop.customers FORCE ROW LEVEL SECURITY;
  COMMENT ON SCHEMA shop IS 'what is sold';
  COMMENT ON DOMAIN shop.email IS 'with an @';
  COMMENT ON FUNCTION shop.touch IS 'does nothing';
  COMMENT ON TABLE shop."Orders" IS 'it''s what was ordered';
  COMMENT ON COLUMN shop."Orders".total IS 'in euros';
  COMMENT ON INDEX shop.big_orders IS 'the big ones';
  COMMENT ON MATERIALIZED VIEW shop.totals IS 'of all';
  CREATE POLICY own ON shop.customers FOR SELECT TO owner USING (mail = current_user);`;

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
  await postgres.createBranch('main');
});
afterAll(() => postgres[Symbol.asyncDispose]());

const schemaOf = (database: string): Promise<string> | undefined =>
  postgres.dataPlane.readSchema?.('br-main', database);

async function run(database: string, statements: string): Promise<void> {
  const session = await postgres.connect('main', { database });
  await session.query(statements).finally(() => session.end());
}

test('a schema dump recreates the same schema in an empty database', async () => {
  expect(await schemaOf('app')).toBe('');
  await run('app', SCHEMA);
  const schema = (await schemaOf('app')) ?? '';
  await postgres.dataPlane.createDatabase('br-main', { name: 'again', owner: 'owner' });
  await run('again', schema);
  expect(await schemaOf('again')).toBe(schema);
  expect(schema).toContain('CREATE POLICY own ON shop.customers');
  expect(schema).toContain(`COMMENT ON TABLE shop."Orders" IS 'it''s what was ordered';`);
  expect(schema.match(/COMMENT ON/g)).toHaveLength(7);
});

test('reading the past leaves nothing behind', async () => {
  const folders = (): string[] => readdirSync(join(postgres.rootDir, 'branches'));
  const timestamp = new Date().toISOString();
  await postgres.query('main', 'CREATE TABLE later ()');
  const before = await postgres.dataPlane.readSchema?.('br-main', 'app', { timestamp });
  expect(before).not.toContain('later');
  expect(await schemaOf('app')).toContain('later');
  expect(folders()).toEqual(['br-main']);
  await expect(postgres.dataPlane.readSchema?.('br-main', 'none', { timestamp })).rejects.toThrow('br-main');
  expect(folders()).toEqual(['br-main']);
});

test('roles and databases created with SQL are listed', async () => {
  await postgres.query('main', 'CREATE ROLE readers NOLOGIN');
  await postgres.query('main', 'CREATE DATABASE by_sql');
  const reading = await postgres.dataPlane.readBranch?.('br-main');
  expect(reading?.roles).toEqual([
    { name: 'owner', canLogIn: true },
    { name: 'readers', canLogIn: false },
  ]);
  expect(reading?.databases).toContainEqual({ name: 'by_sql', owner: 'owner' });
});

test('the size and the log grow with writes', async () => {
  const before = await postgres.dataPlane.readBranch?.('br-main');
  await postgres.query('main', "CREATE TABLE big AS SELECT repeat('x', 1000) FROM generate_series(1, 2000)");
  const after = await postgres.dataPlane.readBranch?.('br-main');
  expect(after?.sizeBytes).toBeGreaterThan((before?.sizeBytes ?? 0) + 2_000_000);
  expect(after?.log.endsAt).toBeGreaterThan((before?.log.endsAt ?? 0) + 2_000_000);
  expect(after?.log.beginsAt).toBe(before?.log.beginsAt);
});

test('a new copy has written only its first log segment', async () => {
  await postgres.dataPlane.copyBranch({ branchId: 'br-copy', parentId: 'br-main' });
  const { beginsAt = 0, endsAt = 0 } = (await postgres.dataPlane.readBranch?.('br-copy'))?.log ?? {};
  expect(endsAt - beginsAt).toBeLessThan(2 ** 21);
});

test('a role cannot log in until it has a password', async () => {
  const canLogIn = async () =>
    (await postgres.dataPlane.readBranch?.('br-main'))?.roles.find(({ name }) => name === 'holder')?.canLogIn;
  await postgres.dataPlane.applyRole('br-main', { name: 'holder', password: undefined });
  expect(await canLogIn()).toBe(false);
  await postgres.dataPlane.applyRole('br-main', { name: 'holder', password: 'now' });
  expect(await canLogIn()).toBe(true);
});
