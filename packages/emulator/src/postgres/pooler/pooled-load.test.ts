import { setTimeout as sleep } from 'node:timers/promises';
import { createVirtualClock } from '@neon-api/ground/node';
import type { Client } from 'pg';
import { afterEach, expect, test } from 'vitest';
import { startTestPostgres, type TestPostgres } from '../../../test/support/use-postgres.ts';

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

test('1,000 clients that connect at once queue, and are all served', async () => {
  await start();
  const clients = await Promise.all(Array.from({ length: 1000 }, pooled));
  const answers = await Promise.all(clients.map((client, index) => client.query('SELECT $1::int AS index', [index])));
  expect(answers.map(({ rows }) => rows[0].index)).toEqual(clients.map((_, index) => index));
  await endAll(clients);
}, 120_000);

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
