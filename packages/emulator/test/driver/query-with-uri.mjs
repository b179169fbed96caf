// Uses Neon's serverless driver as a tool does that only knows a URI, and prints what each way of querying returns.
import { neon, neonConfig, Pool } from '@neondatabase/serverless';
import { WebSocket } from 'ws';

// Node has its own WebSocket since version 22.
neonConfig.webSocketConstructor = globalThis.WebSocket ?? WebSocket;
const [uri] = process.argv.slice(2);

const sql = neon(uri);
const [http] = await sql`SELECT current_user AS who`;
const [batch] = await sql.transaction([sql`SELECT 1 AS one`, sql`SELECT 2 AS two`]);

const pool = new Pool({ connectionString: uri });
const client = await pool.connect();
await client.query('BEGIN');
const webSocket = (await client.query('SELECT current_user AS who')).rows[0];
await client.query('COMMIT');
client.release();

neonConfig.poolQueryViaFetch = true;
const viaFetch = (await pool.query('SELECT current_user AS who')).rows[0];
await pool.end();
console.log(JSON.stringify({ http, batch, webSocket, viaFetch }));
