import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startTestPostgres, type TestPostgres } from '../../test/support/use-postgres.ts';

let postgres: TestPostgres;

beforeAll(async () => {
  postgres = await startTestPostgres();
  await postgres.createBranch('main');
  await postgres.query('main', 'CREATE TABLE t (id int)');
  await postgres.query('main', 'INSERT INTO t VALUES (1)');
  await postgres.dataPlane.openEndpoint({ endpointId: 'ep-reader', branchId: 'br-main', readOnly: true });
}, 60_000);

afterAll(() => postgres[Symbol.asyncDispose]());

const standbyDir = (): string => join(postgres.rootDir, 'branches', 'ep-reader.partial');

describe('a read-only endpoint', () => {
  test('shows the rows of its branch and follows its writes', async () => {
    expect(await postgres.query('reader', 'SELECT id FROM t')).toEqual([1]);
    await postgres.query('main', 'INSERT INTO t VALUES (2)');
    await vi.waitFor(async () => expect(await postgres.query('reader', 'SELECT id FROM t')).toEqual([1, 2]), 5000);
  });

  test('reports that it is a replica', async () => {
    expect(await postgres.query('reader', 'SELECT pg_is_in_recovery()')).toEqual([true]);
    expect(await postgres.query('reader', 'SHOW transaction_read_only')).toEqual(['on']);
  });

  test.each([
    'INSERT INTO t VALUES (3)',
    'CREATE TABLE u ()',
    'SET transaction_read_only = off',
    'BEGIN READ WRITE',
    'SET default_transaction_read_only = off; INSERT INTO t VALUES (3)',
    "DO $$ BEGIN SET LOCAL transaction_read_only = off; EXECUTE 'INSERT INTO t VALUES (3)'; END $$",
  ])('rejects %s', async (sql) => {
    await expect(postgres.query('reader', sql)).rejects.toThrow(/recovery|read-only|read-write mode/);
    expect(await postgres.query('main', 'SELECT count(*)::int FROM t WHERE id = 3')).toEqual([0]);
  });

  test('follows a changed password', async () => {
    for (const password of ['second', 'first']) {
      await postgres.dataPlane.applyRole('br-main', { name: 'owner', password });
      const logIn = async (): Promise<void> => (await postgres.connect('reader', { password })).end();
      await vi.waitFor(logIn, 5000);
    }
  });

  test('hides the password of the superuser from its sessions', async () => {
    const settings = await postgres.query('reader', "SELECT setting FROM pg_settings WHERE name = 'primary_conninfo'");
    expect(settings.join()).not.toMatch(/password=/);
  });

  test('leaves nothing behind when it is suspended, and starts again', async () => {
    await postgres.dataPlane.suspendEndpoint('ep-reader');
    expect(existsSync(standbyDir())).toBe(false);
    expect(await postgres.query('reader', 'SELECT id FROM t')).toEqual([1, 2]);
  });

  test('shows the new data after its branch is restored', async () => {
    await postgres.dataPlane.copyBranch({ branchId: 'br-earlier', parentId: 'br-main' });
    await postgres.query('main', 'DELETE FROM t');
    await postgres.dataPlane.replaceBranchData?.({ branchId: 'br-main', from: { branchId: 'br-earlier' } });
    expect(await postgres.query('reader', 'SELECT id FROM t')).toEqual([1, 2]);
  });

  test('is closed with its branch', async () => {
    await postgres.dataPlane.copyBranch({ branchId: 'br-gone', parentId: 'br-main' });
    await postgres.dataPlane.openEndpoint({ endpointId: 'ep-second', branchId: 'br-gone', readOnly: true });
    await postgres.dataPlane.startEndpoint('ep-second');
    await postgres.dataPlane.dropBranch('br-gone');
    expect(readdirSync(join(postgres.rootDir, 'branches')).sort()).toEqual([
      'br-earlier',
      'br-main',
      'ep-reader.partial',
    ]);
    await expect(postgres.query('second', 'SELECT 1')).rejects.toThrow(/ep-second/);
  });
});
