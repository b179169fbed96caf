// A program with the CommonJS copy of Neon's serverless driver, as it would use Neon itself.
const { neon, neonConfig, Pool } = require('@neondatabase/serverless');
const { WebSocket } = require('ws');

// Node has its own WebSocket since version 22.
neonConfig.webSocketConstructor = globalThis.WebSocket ?? WebSocket;
const [uri] = process.argv.slice(2);

async function main() {
  const [http] = await neon(uri)`SELECT current_user AS who`;
  const pool = new Pool({ connectionString: uri });
  const [webSocket] = (await pool.query('SELECT current_user AS who')).rows;
  await pool.end();
  console.log(JSON.stringify({ http, webSocket }));
}

void main();
