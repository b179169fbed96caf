import pg from 'pg';
import type { Fruit, Program } from './program.ts';

export const withPg: Program = async (uri) => {
  const client = new pg.Client(uri);
  await client.connect();
  try {
    await client.query('CREATE TABLE fruit (name text PRIMARY KEY, kilos int NOT NULL)');
    await client.query('INSERT INTO fruit VALUES ($1, $2), ($3, $4)', ['apples', 12, 'pears', 7]);

    await client.query('BEGIN');
    await client.query("UPDATE fruit SET kilos = kilos - $1 WHERE name = 'apples'", [5]);
    await client.query("UPDATE fruit SET kilos = kilos + $1 WHERE name = 'pears'", [5]);
    await client.query('COMMIT');

    const failedWith = await failToAdd(client);
    const { rows } = await client.query<Fruit>('SELECT name, kilos FROM fruit ORDER BY name');
    return { fruits: rows, failedWith };
  } finally {
    await client.end();
  }
};

async function failToAdd(client: pg.Client): Promise<string | undefined> {
  try {
    await client.query('BEGIN');
    await client.query("INSERT INTO fruit VALUES ('kiwis', 1)");
    await client.query("INSERT INTO fruit VALUES ('apples', 1)");
    await client.query('COMMIT');
    return undefined;
  } catch (error) {
    await client.query('ROLLBACK');
    if (error instanceof pg.DatabaseError) return error.code;
    throw error;
  }
}
