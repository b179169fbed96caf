import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Client } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestPostgres, type TestPostgres } from '../../../test/support/use-postgres.ts';
import { encodeStartup } from './startup-packet.ts';

const STARTUP = encodeStartup(
  3 << 16,
  new Map([
    ['user', 'owner'],
    ['database', 'app'],
    ['options', 'endpoint=ep-main'],
  ]),
);
const SESSIONS = 105;

let postgres: TestPostgres;
const sockets: Socket[] = [];

beforeEach(async () => {
  postgres = await startTestPostgres();
  await postgres.createBranch('main');
});

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await postgres[Symbol.asyncDispose]();
});

async function connectSilently(firstWords: Buffer): Promise<Socket> {
  const socket = connect(postgres.dataPlane.address?.port ?? 0, '127.0.0.1');
  socket.on('error', () => {});
  sockets.push(socket);
  await once(socket, 'connect');
  socket.write(firstWords);
  return socket;
}

/** Opens a superuser session, as the API does. */
const readTables = async (): Promise<unknown> => postgres.dataPlane.readTables?.('br-main', 'app');

/** Counts the client sessions, except its own. */
async function countSessions(): Promise<unknown> {
  const client = await postgres.connect('main').catch(() => undefined);
  if (!client) return 'full';
  const sql = "SELECT count(*)::int AS count FROM pg_stat_activity WHERE usename = 'owner' AND pid <> pg_backend_pid()";
  const { rows } = await client.query<{ count: number }>(sql);
  await client.end();
  return rows[0]?.count;
}

interface Attempts {
  readonly sessions: readonly Client[];
  /** The error codes of refused connections. */
  readonly codes: readonly unknown[];
}

async function openSessions(count: number): Promise<Attempts> {
  const attempts = await Promise.allSettled(Array.from({ length: count }, () => postgres.connect('main')));
  return {
    sessions: attempts.flatMap((attempt) => (attempt.status === 'fulfilled' ? [attempt.value] : [])),
    codes: attempts.flatMap((attempt) =>
      attempt.status === 'rejected' ? [(attempt.reason as { code: unknown }).code] : [],
    ),
  };
}

test('200 connections that never authenticate block neither logins nor the API', async () => {
  for (let index = 0; index < 200; index += 1) await connectSilently(STARTUP);
  expect(await postgres.query('main', 'SELECT 1')).toEqual([1]);
  expect(await readTables()).toEqual([]);
});

test('connections that never authenticate receive an error and are closed', async () => {
  const first = await connectSilently(STARTUP);
  // More than twice the login limit, so that every early login is evicted, in any order.
  for (let index = 0; index < 40; index += 1) await connectSilently(STARTUP);
  let text = '';
  for await (const chunk of first) text += String(chunk);
  expect(text).toMatch(/C53300\0Mtoo many logins to this branch are in progress/);
});

test('the oldest connection without an endpoint makes room for new ones', async () => {
  const withoutEndpoint = encodeStartup(3 << 16, new Map([['user', 'owner']]));
  const oldest = await connectSilently(withoutEndpoint);
  for (let index = 0; index < 1100; index += 1) await connectSilently(index % 2 ? withoutEndpoint : Buffer.alloc(2));
  let text = '';
  for await (const chunk of oldest) text += String(chunk);
  expect(text).toMatch(/C53300\0Mtoo many connections that have not named an endpoint/);
  expect(await postgres.query('main', 'SELECT 1')).toEqual([1]);
});

test('at the session limit, logins are refused like in Postgres, and the API keeps working', async () => {
  const { sessions, codes } = await openSessions(120);
  expect(sessions).toHaveLength(SESSIONS);
  expect(new Set(codes)).toEqual(new Set(['53300']));
  const reads = await Promise.all(Array.from({ length: 40 }, readTables));
  expect(reads).toEqual(Array.from({ length: 40 }, () => []));
  await postgres.dataPlane.copyBranch({ branchId: 'br-copy', parentId: 'br-main' });
  await postgres.open('copy');
  expect(await postgres.query('copy', 'SELECT 1')).toEqual([1]);

  await sessions[0]?.end();
  const next = await openSessions(1);
  expect(next.sessions).toHaveLength(1);
  for (const session of [...sessions.slice(1), ...next.sessions]) await session.end();
});

test.skipIf(process.platform !== 'linux')('a statement frees its connection when its client disconnects', async () => {
  for (let round = 0; round < 2; round += 1) {
    const { sessions } = await openSessions(SESSIONS);
    expect(sessions).toHaveLength(SESSIONS);
    for (const session of sessions) session.query('SELECT pg_sleep(600)').catch(() => {});
    await readTables();
    for (const session of sessions) {
      (session as unknown as { connection: { stream: Socket } }).connection.stream.resetAndDestroy();
    }
    await expect.poll(countSessions, { timeout: 10_000 }).toBe(0);
    await readTables();
  }
});
