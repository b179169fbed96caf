import { Client } from 'pg';

/** Runs one statement on its own connection and returns the rows. */
export async function query(connectionString: string, sql: string): Promise<Record<string, unknown>[]> {
  const database = new Client({ connectionString });
  await database.connect();
  try {
    return (await database.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await database.end();
  }
}
