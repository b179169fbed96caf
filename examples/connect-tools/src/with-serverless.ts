import { DatabaseError, NeonDbError, neon, neonConfig, Pool } from '@neondatabase/serverless';
import { WebSocket } from 'ws';
import type { Fruit, Program } from './program.ts';

/** Sends the driver's requests to the emulator. By default, the driver only knows Neon's addresses. */
export function pointServerlessDriverAt(apiUrl: string): void {
  const { origin, host } = new URL(apiUrl);
  neonConfig.fetchEndpoint = `${origin}/sql`;
  neonConfig.wsProxy = (endpointHost, port) => `${host}/v2?address=${endpointHost}:${port}`;
  neonConfig.useSecureWebSocket = false;
  // Node has a built-in one from version 22 on.
  neonConfig.webSocketConstructor = WebSocket;
}

export const withServerlessOverHttp: Program = async (uri) => {
  const sql = neon(uri);
  await sql`CREATE TABLE fruit (name text PRIMARY KEY, kilos int NOT NULL)`;
  await sql`INSERT INTO fruit VALUES (${'apples'}, ${12}), (${'pears'}, ${7})`;

  await sql.transaction([
    sql`UPDATE fruit SET kilos = kilos - ${5} WHERE name = 'apples'`,
    sql`UPDATE fruit SET kilos = kilos + ${5} WHERE name = 'pears'`,
  ]);

  const failing = sql.transaction([
    sql`INSERT INTO fruit VALUES ('kiwis', 1)`,
    sql`INSERT INTO fruit VALUES ('apples', 1)`,
  ]);
  const failedWith = await failing.then(() => undefined, codeOf);
  return { fruits: (await sql`SELECT name, kilos FROM fruit ORDER BY name`) as Fruit[], failedWith };
};

export const withServerlessOverWebSocket: Program = async (uri) => {
  const pool = new Pool({ connectionString: uri });
  const client = await pool.connect();
  try {
    await client.query('CREATE TABLE fruit (name text PRIMARY KEY, kilos int NOT NULL)');
    await client.query('INSERT INTO fruit VALUES ($1, $2), ($3, $4)', ['apples', 12, 'pears', 7]);

    await client.query('BEGIN');
    await client.query("UPDATE fruit SET kilos = kilos - $1 WHERE name = 'apples'", [5]);
    await client.query("UPDATE fruit SET kilos = kilos + $1 WHERE name = 'pears'", [5]);
    await client.query('COMMIT');

    await client.query('BEGIN');
    await client.query("INSERT INTO fruit VALUES ('kiwis', 1)");
    const failing = client.query("INSERT INTO fruit VALUES ('apples', 1)");
    const failedWith = await failing.then(() => undefined, codeOf);
    await client.query('ROLLBACK');
    const { rows } = await client.query<Fruit>('SELECT name, kilos FROM fruit ORDER BY name');
    return { fruits: rows, failedWith };
  } finally {
    client.release();
    await pool.end();
  }
};

/** The driver has different error classes for HTTP and WebSocket. */
function codeOf(error: unknown): string | undefined {
  if (error instanceof NeonDbError || error instanceof DatabaseError) return error.code;
  throw error;
}
