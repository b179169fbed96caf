import { Client } from 'pg';

/** Runs one statement on its own connection and returns the rows. */
export async function query<Row extends object>(uri: string, sql: string, values: unknown[] = []): Promise<Row[]> {
  const connection = new Client({ connectionString: uri });
  await connection.connect();
  try {
    return (await connection.query<Row>(sql, values)).rows;
  } finally {
    await connection.end();
  }
}
