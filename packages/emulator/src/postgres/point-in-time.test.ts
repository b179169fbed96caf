import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestPostgres, type TestPostgres } from '../../test/support/use-postgres.ts';
import type { BranchCopy } from '../data-plane/index.ts';

const NOTES = 'SELECT note FROM notes ORDER BY note';

let postgres: TestPostgres;
let firstTime = '';
let firstLsn = '';

beforeAll(async () => {
  postgres = await startTestPostgres();
  await postgres.createBranch('main');
  await postgres.query('main', 'CREATE TABLE notes (note text)');
  await postgres.query('main', "INSERT INTO notes VALUES ('first')");
  firstTime = new Date().toISOString();
  firstLsn = String((await postgres.query('main', 'SELECT pg_current_wal_lsn()'))[0]);
  await sleep(10);
  await postgres.query('main', "INSERT INTO notes VALUES ('second')");
});

afterAll(() => postgres[Symbol.asyncDispose]());

async function copy(name: string, copy: Omit<BranchCopy, 'branchId' | 'parentId'>, parent = 'main'): Promise<void> {
  await postgres.dataPlane.copyBranch({ branchId: `br-${name}`, parentId: `br-${parent}`, ...copy });
  await postgres.open(name);
}

async function replace(
  ...args: Parameters<NonNullable<TestPostgres['dataPlane']['replaceBranchData']>>
): Promise<void> {
  await postgres.dataPlane.replaceBranchData?.(...args);
}

describe('a branch at a point', () => {
  test('in time has what was committed by then, and then its own writes', async () => {
    await copy('at-time', { at: { timestamp: firstTime } });
    expect(await postgres.query('at-time', NOTES)).toEqual(['first']);
    await postgres.query('at-time', "INSERT INTO notes VALUES ('own')");
    expect(await postgres.query('main', NOTES)).toEqual(['first', 'second']);
  });

  test('in the log has what was written by then', async () => {
    await copy('at-lsn', { at: { lsn: firstLsn } });
    expect(await postgres.query('at-lsn', NOTES)).toEqual(['first']);
  });

  test('of another branch that began at a point', async () => {
    await copy('generation-2', { at: { timestamp: firstTime } });
    await postgres.query('generation-2', "INSERT INTO notes VALUES ('third')");
    const time = new Date().toISOString();
    await sleep(10);
    await postgres.query('generation-2', "INSERT INTO notes VALUES ('fourth')");
    await copy('generation-3', { at: { timestamp: time } }, 'generation-2');
    expect(await postgres.query('generation-3', NOTES)).toEqual(['first', 'third']);
    expect(await postgres.query('generation-2', NOTES)).toEqual(['first', 'fourth', 'third']);
  });

  test('of a branch that was suspended, and of its copy', async () => {
    await copy('still', {});
    await postgres.query('still', "INSERT INTO notes VALUES ('still here')");
    const time = new Date().toISOString();
    await sleep(10);
    await postgres.query('still', 'DELETE FROM notes');
    await postgres.dataPlane.suspendEndpoint('ep-still');
    await copy('still-copy', { at: { timestamp: time } }, 'still');
    expect(await postgres.query('still-copy', NOTES)).toEqual(['first', 'second', 'still here']);
  });

  test.each([
    ['before the branch began', { timestamp: '2020-01-01T00:00:00Z' }, 'the earliest point is 2'],
    ['in the future', { timestamp: '2999-01-01T00:00:00Z' }, "is after the branch's history; the latest point is 2"],
    ['before the log', { lsn: '0/10' }, 'the earliest point is 0/'],
    ['past the end of the log', { lsn: 'FF/0' }, "is after the branch's history; the latest point is 0/"],
  ])('%s is refused and leaves nothing behind', async (_, at, message) => {
    await expect(copy('never', { at })).rejects.toThrow(message);
    expect(readdirSync(join(postgres.rootDir, 'branches')).filter((name) => name.includes('never'))).toEqual([]);
  });
});

describe('restoring', () => {
  test('a branch to its own past keeps the endpoint and both sets of data', async () => {
    await copy('broken', {});
    await postgres.query('broken', 'SELECT 1');
    const time = new Date().toISOString();
    await sleep(10);
    await postgres.query('broken', 'DROP TABLE notes');
    const session = await postgres.connect('broken');
    await replace({
      branchId: 'br-broken',
      from: { branchId: 'br-broken', at: { timestamp: time } },
      keepOldAs: 'br-backup',
    });
    await expect(session.query('SELECT 1')).rejects.toThrow();
    await postgres.open('backup');
    expect(await postgres.query('broken', NOTES)).toEqual(['first', 'second']);
    expect(await postgres.query('backup', "SELECT to_regclass('notes')")).toEqual([null]);
  });

  test('from the parent drops local changes', async () => {
    await copy('local', {});
    await postgres.query('local', "INSERT INTO notes VALUES ('local')");
    await replace({ branchId: 'br-local', from: { branchId: 'br-main' } });
    expect(await postgres.query('local', NOTES)).toEqual(['first', 'second']);
    expect(readdirSync(join(postgres.rootDir, 'branches')).filter((name) => /next|old/.test(name))).toEqual([]);
  });
});

test('a schema-only branch has the schema, but no rows, not even in its history', async () => {
  await postgres.query('main', 'CREATE MATERIALIZED VIEW IF NOT EXISTS seen AS SELECT note FROM notes');
  const time = new Date().toISOString();
  await sleep(10);
  await copy('empty', { schemaOnly: true });
  expect(await postgres.query('empty', 'SELECT count(*)::int FROM notes')).toEqual([0]);
  await expect(postgres.query('empty', 'SELECT * FROM seen')).rejects.toThrow('has not been populated');
  await expect(copy('never', { at: { timestamp: time } }, 'empty')).rejects.toThrow('the earliest point is');
  await postgres.query('empty', "INSERT INTO notes VALUES ('new')");
  const later = new Date().toISOString();
  await sleep(10);
  await postgres.query('empty', 'DELETE FROM notes');
  await copy('empty-then', { at: { timestamp: later } }, 'empty');
  expect(await postgres.query('empty-then', NOTES)).toEqual(['new']);
  expect(readdirSync(join(postgres.rootDir, 'bases'))).toHaveLength(1);
  await postgres.dataPlane.dropBranch('br-empty');
  await postgres.dataPlane.dropBranch('br-empty-then');
  expect(readdirSync(join(postgres.rootDir, 'bases'))).toEqual([]);
});
