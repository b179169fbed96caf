import type { Client } from 'pg';
import { SCHEMA_QUERIES } from './schema-queries.ts';

/**
 * The structure of the session's database as SQL: schemas, extensions, types, sequences, functions, tables, views,
 * constraints, indexes, triggers, policies and comments, the same text for the same structure. Not owners and grants.
 */
export async function readSchema(session: Client): Promise<string> {
  await session.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  const statements: string[] = [];
  for (const query of SCHEMA_QUERIES) {
    const { rows } = await session.query<{ sql: string }>(query);
    statements.push(...rows.map(({ sql }) => sql));
  }
  await session.query('COMMIT');
  return statements.map((statement) => `${statement}\n`).join('\n');
}
