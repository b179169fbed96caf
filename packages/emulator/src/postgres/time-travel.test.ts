import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestPostgres, type TestPostgres } from '../../test/support/use-postgres.ts';

const NOTES = 'SELECT note FROM notes ORDER BY note';

let postgres: TestPostgres;
let time = '';
let lsn = '';

beforeAll(async () => {
  postgres = await startTestPostgres();
  await postgres.createBranch('main');
  await postgres.query('main', 'CREATE TABLE notes (note text)');
  await postgres.query('main', "INSERT INTO notes VALUES ('first')");
  time = new Date().toISOString();
  lsn = String((await postgres.query('main', 'SELECT pg_current_wal_lsn()'))[0]);
  await sleep(10);
  await postgres.query('main', "INSERT INTO notes VALUES ('second')");
});
afterAll(() => postgres[Symbol.asyncDispose]());

const at = (option: string, target = 'ep-main') => ({ options: `endpoint=${target} ${option}` });
/** As in the connection strings of Neon's CLI. */
const atHost = (option: string) => ({
  options: option,
  ssl: { rejectUnauthorized: false, servername: 'br-main.us-east-2.aws.neon.localhost' },
  enableChannelBinding: true,
});
const pasts = (): string[] =>
  readdirSync(join(postgres.rootDir, 'branches')).filter((name) => name.startsWith('past-'));

test.each([
  ['an LSN', () => at(`neon_lsn:${lsn}`)],
  ['a time', () => at(`neon_timestamp:${time}`)],
  ['an LSN, for the branch instead of its endpoint', () => at(`neon_lsn:${lsn}`, 'br-main')],
  ['an LSN, beside other options', () => at(`-c work_mem=7MB neon_lsn:${lsn} neon_endpoint_type:read_only`)],
  ['an LSN, for the branch in the host name', () => atHost(`neon_lsn:${lsn}`)],
])('a session at %s sees what the branch had then', async (_, config) => {
  expect(await postgres.query('main', NOTES, config())).toEqual(['first']);
  expect(await postgres.query('main', NOTES)).toEqual(['first', 'second']);
});

test('such a session cannot write, whatever it sets', async () => {
  const session = await postgres.connect('main', at(`neon_lsn:${lsn}`));
  await expect(session.query("INSERT INTO notes VALUES ('x')")).rejects.toThrow('read-only transaction');
  await expect(session.query('SET transaction_read_only = off')).rejects.toThrow('recovery');
  const { rows } = await session.query('SELECT pg_is_in_recovery() AS past');
  expect(rows).toEqual([{ past: true }]);
  await session.end();
});

test('a role logs in with its present password', async () => {
  await postgres.dataPlane.applyRole('br-main', { name: 'owner', password: 'changed' });
  const config = { ...at(`neon_timestamp:${time}`), password: 'changed' };
  const other = { ...config, options: `endpoint=ep-main neon_lsn:${lsn}` };
  await postgres.dataPlane.suspendEndpoint('ep-main');
  // A new point, because a copy keeps the passwords of its first session.
  const later = new Date(Date.parse(time) + 1).toISOString();
  expect(await postgres.query('main', NOTES, { ...other, ...at(`neon_timestamp:${later}`) })).toEqual(['first']);
  await expect(postgres.connect('main', { ...at(`neon_timestamp:${later}`), password: 'first' })).rejects.toThrow(
    'password authentication failed',
  );
  await postgres.dataPlane.applyRole('br-main', { name: 'owner', password: 'first' });
});

test.each([
  ['neon_lsn:0/10', 'the earliest point is 0/'],
  ['neon_lsn:FF/0', "is after the branch's history; the latest point is 0/"],
  ['neon_lsn:now', 'use an LSN such as 0/1A2B3C4D'],
  ['neon_timestamp:2020-01-01T00:00:00Z', 'the earliest point is 2'],
  ['neon_timestamp:2999-01-01T00:00:00Z', "is after the branch's history"],
  ['neon_lsn:0/10 neon_timestamp:2020-01-01T00:00:00Z', 'the options have two points'],
  ['neon_lsn:0/10 neon_endpoint_type:read_write', 'is not supported'],
  ['neon_unknown:1', 'neon_unknown is not supported'],
])('options %j are refused', async (option, message) => {
  const before = pasts();
  await expect(postgres.connect('main', at(option))).rejects.toThrow(message);
  expect(pasts()).toEqual(before);
});

test('only a few points are kept at once; those without sessions make room, and deletion removes the rest', async () => {
  for (let ms = 2; ms < 8; ms++) {
    const then = new Date(Date.parse(time) + ms).toISOString();
    expect(await postgres.query('main', NOTES, at(`neon_timestamp:${then}`))).toEqual(['first']);
  }
  expect(pasts().length).toBeLessThanOrEqual(4);
  const sessions = [];
  for (let ms = 2; ms < 6; ms++) {
    const then = new Date(Date.parse(time) + ms).toISOString();
    sessions.push(await postgres.connect('main', at(`neon_timestamp:${then}`)));
  }
  await expect(postgres.connect('main', at(`neon_lsn:${lsn}`))).rejects.toThrow('sessions at 4 points are open');
  await postgres.dataPlane.dropBranch('br-main');
  expect(pasts()).toEqual([]);
}, 30_000);

test('a time that the project no longer retains is refused', async () => {
  await using short = await startTestPostgres({ historySecondsOf: () => 3600 });
  await short.createBranch('main');
  const tooOld = new Date(Date.now() - 7_200_000).toISOString();
  await expect(short.connect('main', at(`neon_timestamp:${tooOld}`))).rejects.toThrow('retains 3600 seconds');
});
