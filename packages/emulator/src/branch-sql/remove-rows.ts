import type { SqlClient } from './sql-client.ts';

/** Tables, sequences and materialized views of users, with quoted names, except those of extensions. */
const RELATIONS = `
  SELECT c.oid::regclass::text AS name, c.relkind AS kind
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'm', 'S') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
    AND n.nspname NOT LIKE 'pg_toast%' AND n.nspname NOT LIKE 'pg_temp%'
    AND NOT EXISTS (SELECT FROM pg_depend d
      WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')`;

/** Catalogs that contain row values: samples in statistics, and large objects. */
const CATALOGS_WITH_VALUES = ['pg_statistic', 'pg_statistic_ext_data', 'pg_largeobject', 'pg_largeobject_metadata'];

/**
 * Removes every row from the session's database, including row values in its catalogs, and keeps the schema. Runs no
 * code of the tenant.
 */
export async function removeRows(session: SqlClient): Promise<void> {
  const { rows } = await session.query<{ name: string; kind: string }>(RELATIONS);
  const namesOf = (...kinds: string[]): string[] =>
    rows.filter(({ kind }) => kinds.includes(kind)).map(({ name }) => name);
  const tables = namesOf('r', 'p');
  await session.query('BEGIN');
  await withoutTruncateTriggers(session, () =>
    withoutImmutableFunctions(session, async () => {
      if (tables.length > 0) await session.query(`TRUNCATE ${tables.join(', ')} RESTART IDENTITY CASCADE`);
      for (const view of namesOf('m')) await session.query(`REFRESH MATERIALIZED VIEW ${view} WITH NO DATA`);
    }),
  );
  for (const sequence of namesOf('S')) await session.query(`ALTER SEQUENCE ${sequence} RESTART`);
  await session.query('SELECT lo_unlink(oid) FROM pg_largeobject_metadata');
  await session.query('DELETE FROM pg_statistic');
  await session.query('DELETE FROM pg_statistic_ext_data');
  await session.query('COMMIT');
  // A deleted row stays in its file until the file is rewritten.
  for (const catalog of CATALOGS_WITH_VALUES) await session.query(`VACUUM (FULL) ${catalog}`);
}

/** Triggers that TRUNCATE fires: bit 5 of the type. */
const TRUNCATE_TRIGGERS = `
  SELECT tgrelid::regclass::text AS "table", quote_ident(tgname) AS name, tgenabled AS mode
  FROM pg_trigger WHERE NOT tgisinternal AND tgtype & 32 <> 0 AND tgenabled <> 'D'`;

/** How ALTER TABLE re-enables a trigger, by the letter in the catalog. */
const ENABLE: Readonly<Record<string, string>> = { O: 'ENABLE', R: 'ENABLE REPLICA', A: 'ENABLE ALWAYS' };

/** Needs a transaction. Not `session_replication_role`, which does not disable ENABLE ALWAYS triggers. */
async function withoutTruncateTriggers(session: SqlClient, work: () => Promise<void>): Promise<void> {
  const { rows } = await session.query<{ table: string; name: string; mode: string }>(TRUNCATE_TRIGGERS);
  for (const { table, name } of rows) await session.query(`ALTER TABLE ${table} DISABLE TRIGGER ${name}`);
  await work();
  for (const { table, name, mode } of rows) {
    await session.query(`ALTER TABLE ${table} ${ENABLE[mode] ?? 'ENABLE'} TRIGGER ${name}`);
  }
}

/** Objects of users have ids from here on. */
const FIRST_USER_OID = 16_384;

/**
 * Needs a transaction. Emptying a relation rebuilds its indexes, which evaluates immutable functions with constant
 * arguments in index expressions. Volatile functions are not evaluated, so `work` runs with all functions volatile.
 */
async function withoutImmutableFunctions(session: SqlClient, work: () => Promise<void>): Promise<void> {
  await session.query('SET LOCAL allow_system_table_mods = on');
  const { rows } = await session.query<{ oid: number; kind: string }>(
    `SELECT oid, provolatile AS kind FROM pg_proc WHERE provolatile <> 'v' AND oid >= ${FIRST_USER_OID}`,
  );
  const ids = rows.map(({ oid }) => oid);
  await session.query("UPDATE pg_proc SET provolatile = 'v' WHERE oid = ANY ($1::oid[])", [ids]);
  await work();
  await session.query(
    'UPDATE pg_proc SET provolatile = f.kind FROM unnest($1::oid[], $2::"char"[]) f (oid, kind) WHERE pg_proc.oid = f.oid',
    [ids, rows.map(({ kind }) => kind)],
  );
}
