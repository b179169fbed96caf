import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createVirtualClock } from '@neon-api/ground';
import type { Client } from 'pg';
import { afterEach, expect, test } from 'vitest';
import { startTestPostgres, type TestPostgres } from '../../../test/support/use-postgres.ts';
import { encodeStartup } from '../proxy/index.ts';

const MOST_SERVERS = 94;
const QUERY_WAIT_MS = 120_000;
const IDLE_SUSPEND_MS = 1500;

let postgres: TestPostgres;

async function start(options: Parameters<typeof startTestPostgres>[0] = {}): Promise<void> {
  postgres = await startTestPostgres(options);
  await postgres.createBranch('main');
}

afterEach(() => postgres[Symbol.asyncDispose]());

const pooled = (): Promise<Client> => postgres.connect('main-pooler');
const endAll = (clients: readonly Client[]): Promise<unknown> => Promise.all(clients.map((client) => client.end()));

/** Connects all clients at once, from a process of its own: in this one, the emulator would see them one by one. */
const CLIENTS = `
  import pg from 'pg';
  const clients = Array.from({ length: 1000 }, async (_, index) => {
    const client = new pg.Client(JSON.parse(process.argv[1]));
    await client.connect();
    const { rows } = await client.query('SELECT $1::int AS index', [index]);
    return rows[0].index === index ? client : Promise.reject(new Error('a wrong answer'));
  });
  const results = await Promise.allSettled(clients);
  process.stdout.write(JSON.stringify(results.flatMap(({ reason }) => reason?.message ?? [])), () => process.exit());
`;

test('1,000 clients that connect at once queue, and are all served', async () => {
  await start();
  const { port } = postgres.dataPlane.address ?? {};
  const config = { host: '127.0.0.1', port, user: 'owner', password: 'first', database: 'app' };
  const login = JSON.stringify({ ...config, options: 'endpoint=ep-main-pooler' });
  const args = ['--input-type=module', '--eval', CLIENTS, login];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: fileURLToPath(new URL('.', import.meta.url)),
  });
  expect(JSON.parse(stdout)).toEqual([]);
}, 120_000);

test("a client that does not finish its login is refused after PgBouncer's timeout", async () => {
  const clock = createVirtualClock();
  await start({ clock });
  const params = { user: 'owner', database: 'app', options: 'endpoint=ep-main-pooler' };
  const silent = connect(postgres.dataPlane.address?.port ?? 0, '127.0.0.1');
  silent.write(encodeStartup(3 << 16, new Map(Object.entries(params))));
  let answer = '';
  silent.on('data', (chunk: Buffer) => {
    answer += chunk.toString();
  });
  await once(silent, 'data');
  expect(answer).toContain('SCRAM-SHA-256');
  const closed = once(silent, 'close');
  await clock.advance(60_000);
  await closed;
  expect(answer).toContain('canceling authentication due to timeout');
});

test('a client that waits too long for a connection gets the error of PgBouncer; the others stay', async () => {
  const clock = createVirtualClock();
  await start({ clock });
  const busy = await Promise.all(Array.from({ length: MOST_SERVERS }, pooled));
  for (const client of busy) await client.query('BEGIN');
  const [early, late] = [await pooled(), await pooled()];
  const refused = early.query('SELECT 1').catch((error: unknown) => error);
  await clock.advance(QUERY_WAIT_MS / 2);
  const served = late.query('SELECT 2 AS two');
  await clock.advance(QUERY_WAIT_MS / 2);
  expect(await refused).toMatchObject({ code: '08P01', message: 'query_wait_timeout' });
  await busy[0]?.query('COMMIT');
  expect((await served).rows).toEqual([{ two: 2 }]);
  await endAll([...busy, late]);
}, 60_000);

test('idle clients do not keep a compute active; it ends their sessions, and the next client starts it', async () => {
  const events: string[] = [];
  await start({
    idleSuspendMs: IDLE_SUSPEND_MS,
    events: {
      endpointStarted: (id) => void events.push(`started ${id}`),
      endpointSuspended: (id) => void events.push(`suspended ${id}`),
    },
  });
  const [idle, busy] = [await pooled(), await pooled()];
  const ended = new Promise<unknown>((resolve) => idle.on('error', resolve));
  await busy.query('BEGIN');
  await sleep(IDLE_SUSPEND_MS + 500);
  await busy.query('COMMIT');
  expect(events).toEqual(['started ep-main']);
  expect(await ended).toMatchObject({ code: '57P01' });
  await expect.poll(() => events).toEqual(['started ep-main', 'suspended ep-main']);
  expect(await postgres.query('main-pooler', 'SELECT 1')).toEqual([1]);
  expect(events[2]).toBe('started ep-main');
});

test('a pool leaves its connections to a role that has none', async () => {
  await start();
  await postgres.query('main', "CREATE ROLE second LOGIN PASSWORD 'two'");
  const busy = await Promise.all(Array.from({ length: MOST_SERVERS }, pooled));
  for (const client of busy) await client.query('BEGIN');
  const waiting = pooled().then((client) => client.query('SELECT 1').then(() => client.end()));
  const other = postgres.query('main-pooler', 'SELECT current_user', { user: 'second', password: 'two' });
  await busy[0]?.query('COMMIT');
  expect(await other).toEqual(['second']);
  await busy[1]?.query('COMMIT');
  await waiting;
  await endAll(busy);
}, 60_000);
