import { systemClock } from '@neon-api/client';
import { getRollbackPlans } from 'pg-boss';
import { beforeEach, expect, test } from 'vitest';
import { useDatabase } from '../../test/use-database.ts';
import { install } from '../store/index.ts';
import { openUnitQueue, QUEUE_VERSION, type UnitQueue } from './unit-queue.ts';

const database = useDatabase();
beforeEach(async () => {
  await database().pool.query('drop schema if exists neon_fleet_queue cascade');
  await install(database().pool);
});

const OPTIONS = {
  fleet: 'versions',
  clock: systemClock,
  onError: (error: Error) => {
    throw error;
  },
};
async function openAndClose(work: (queue: UnitQueue) => Promise<void> = async () => undefined): Promise<void> {
  const queue = await openUnitQueue(database().pool, OPTIONS);
  try {
    await work(queue);
  } finally {
    await queue.close(1_000);
  }
}
const versionOf = async (): Promise<unknown> =>
  (await database().pool.query('select version from neon_fleet_queue.version')).rows[0]?.version;

test('the supported version is that of the pinned pg-boss', async () => {
  await openAndClose();
  expect(await versionOf()).toBe(QUEUE_VERSION);
});

test('a schema that a newer pg-boss has changed is refused and not touched', async () => {
  await openAndClose();
  await database().pool.query('update neon_fleet_queue.version set version = version + 1');
  await expect(openAndClose()).rejects.toThrow(
    `The schema neon_fleet_queue has version ${QUEUE_VERSION + 1}, but this @neon-api/fleet supports ${QUEUE_VERSION}.`,
  );
  expect(await versionOf()).toBe(QUEUE_VERSION + 1);
});

test('the schema of an older pg-boss is updated and keeps its units', async () => {
  const units = [{ key: 'a', position: 1, generation: 0 }];
  await openAndClose((queue) => queue.add('job', units));
  await database().pool.query(getRollbackPlans('neon_fleet_queue'));
  expect(await versionOf()).toBe(QUEUE_VERSION - 1);
  const taken: unknown[] = [];
  await openAndClose(async (queue) => {
    await queue.work('job', 1, async (unit) => {
      taken.push(unit);
    });
    await expect.poll(() => taken, { timeout: 10_000 }).toEqual([{ key: 'a', generation: 0 }]);
  });
  expect(await versionOf()).toBe(QUEUE_VERSION);
});
