import type { TableShape } from '../data-plane/index.ts';
import type { SqlClient } from './sql-client.ts';

const namesOf = (relation: string, numbers: string): string => `(
  SELECT json_agg(a.attname ORDER BY key.position)
  FROM unnest(${numbers}) WITH ORDINALITY AS key (number, position)
    JOIN pg_attribute a ON a.attrelid = ${relation} AND a.attnum = key.number)`;

const COLUMNS = `
  SELECT json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
      'nullable', NOT a.attnotnull, 'generated', a.attgenerated <> '') ORDER BY a.attnum)
  FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped`;

/** Excludes checks without columns, such as CHECK (false), because a constraint is listed with its columns. */
const CONSTRAINTS = `
  SELECT json_agg(json_strip_nulls(json_build_object('name', k.conname,
      'type', CASE k.contype WHEN 'p' THEN 'PRIMARY KEY' WHEN 'u' THEN 'UNIQUE' WHEN 'f' THEN 'FOREIGN KEY'
        WHEN 'x' THEN 'EXCLUDE' ELSE 'CHECK' END,
      'columns', ${namesOf('k.conrelid', 'k.conkey')},
      'references', CASE k.contype WHEN 'f' THEN json_build_object(
        'schema', target_schema.nspname, 'table', target.relname, 'columns', ${namesOf('k.confrelid', 'k.confkey')})
      END)) ORDER BY k.contype = 'f', k.conname)
  FROM pg_constraint k
    LEFT JOIN pg_class target ON target.oid = k.confrelid
    LEFT JOIN pg_namespace target_schema ON target_schema.oid = target.relnamespace
  WHERE k.conrelid = c.oid AND k.contype IN ('p', 'u', 'f', 'c', 'x') AND cardinality(k.conkey) > 0`;

/** Returns the user tables in the session's database, except tables of extensions. */
export async function readTables(session: SqlClient): Promise<TableShape[]> {
  const { rows } = await session.query<TableShape>(`
    SELECT n.nspname AS schema, c.relname AS name,
      coalesce((${COLUMNS}), '[]') AS columns, coalesce((${CONSTRAINTS}), '[]') AS constraints
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'f') AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
      AND NOT EXISTS (SELECT FROM pg_depend e
        WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
    ORDER BY n.nspname, c.relname`);
  return rows;
}
