import { randomUUID } from 'node:crypto';
import { systemClock } from '@neon-api/client';
import { beforeEach, expect, test } from 'vitest';
import { useDatabase } from '../../test/use-database.ts';
import { install } from './install.ts';
import { MIGRATIONS } from './migrations.ts';
import { createUnitStore } from './unit-store.ts';

const database = useDatabase();
beforeEach(() => database().pool.query('drop schema if exists neon_fleet cascade'));

const versionOf = async (): Promise<unknown> =>
  (await database().pool.query('select version from neon_fleet.version')).rows;

test('ten processes that start at once create the tables once', async () => {
  await Promise.all(Array.from({ length: 10 }, () => install(database().pool)));
  expect(await versionOf()).toEqual([{ version: MIGRATIONS.length }]);
});

test('an older schema is updated, and a worker of the older version still works', async () => {
  const { pool } = database();
  await install(pool, MIGRATIONS.slice(0, 1));
  const add = (key: string, state: string): Promise<unknown> =>
    pool.query(`insert into neon_fleet.units (fleet, job, key, unit, state) values ('f', 'j', $1, $2, $3)`, [
      ...[key, JSON.stringify({ key }), state],
    ]);
  for (const [key, state] of [
    ['a', 'done'],
    ['b', 'waiting'],
    ['c', 'running'],
  ] as const)
    await add(key, state);
  await install(pool);
  const store = createUnitStore(pool, 'f', 'j', systemClock);
  expect((await store.count()).counts).toMatchObject({ waiting: 1, running: 1, done: 1 });
  // The statements of the first version.
  await add('d', 'waiting');
  await pool.query(`update neon_fleet.units set state = 'done', error = null, ended_at = now() where key = 'c'`);
  expect((await store.count()).counts).toMatchObject({ waiting: 2, running: 0, done: 2 });
  expect(await store.begin({ key: 'b', claim: randomUUID() }, 0)).toMatchObject({ unit: { key: 'b' }, attempts: 1 });
});

test('a schema of a newer version is refused and not changed', async () => {
  const { pool } = database();
  await install(pool, [...MIGRATIONS, 'alter table neon_fleet.units add added_later text']);
  await expect(install(pool)).rejects.toThrow(
    `The schema neon_fleet has version ${MIGRATIONS.length + 1}, but this @neon-api/fleet supports ${MIGRATIONS.length}. Update`,
  );
  expect(await versionOf()).toEqual([{ version: MIGRATIONS.length + 1 }]);
});

test('a migration that fails changes nothing', async () => {
  const { pool } = database();
  await install(pool);
  await expect(install(pool, [...MIGRATIONS, 'alter table neon_fleet.units add x text; select 1 / 0'])).rejects.toThrow(
    'division by zero',
  );
  expect(await versionOf()).toEqual([{ version: MIGRATIONS.length }]);
  await expect(pool.query('select x from neon_fleet.units')).rejects.toThrow('does not exist');
});
