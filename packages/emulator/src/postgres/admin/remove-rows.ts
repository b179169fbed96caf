import type { Client } from 'pg';

/** Tables and materialized views of users, with their names quoted; what belongs to an extension stays as it is. */
const RELATIONS = `
  SELECT c.oid::regclass::text AS name, c.relkind AS kind
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'm', 'S') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
    AND n.nspname NOT LIKE 'pg_toast%' AND n.nspname NOT LIKE 'pg_temp%'
    AND NOT EXISTS (SELECT FROM pg_depend d
      WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')`;

/** Leaves the structure of the session's database, and no row: as a dump of the schema alone would make it. */
export async function removeRows(session: Client): Promise<void> {
  // Triggers of the users' own have no say in it.
  await session.query("SET session_replication_role = 'replica'");
  const { rows } = await session.query<{ name: string; kind: string }>(RELATIONS);
  const namesOf = (...kinds: string[]): string[] =>
    rows.filter(({ kind }) => kinds.includes(kind)).map(({ name }) => name);
  const tables = namesOf('r', 'p');
  if (tables.length > 0) await session.query(`TRUNCATE ${tables.join(', ')} RESTART IDENTITY CASCADE`);
  for (const sequence of namesOf('S')) await session.query(`ALTER SEQUENCE ${sequence} RESTART`);
  for (const view of namesOf('m')) await session.query(`REFRESH MATERIALIZED VIEW ${view} WITH NO DATA`);
  await session.query('SELECT lo_unlink(oid) FROM pg_largeobject_metadata');
}
