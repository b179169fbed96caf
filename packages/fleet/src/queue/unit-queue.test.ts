import { systemClock } from '@neon-api/client';
import { createVirtualClock } from '@neon-api/ground';
import { getRollbackPlans } from 'pg-boss';
import { beforeEach, expect, test } from 'vitest';
import { useDatabase } from '../../test/use-database.ts';
import { install } from '../store/index.ts';
import { QUEUE_VERSION } from './queue-version.ts';
import { openUnitQueue, type UnitQueue } from './unit-queue.ts';

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

test('a worker takes no more units after a newer pg-boss has changed the schema, and reports it', async () => {
  const clock = createVirtualClock();
  const errors: string[] = [];
  const options = { ...OPTIONS, clock, onError: ({ message }: Error) => errors.push(message) };
  const queue = await openUnitQueue(database().pool, options);
  const taken: string[] = [];
  await queue.add('job', [{ key: 'before', position: 1, generation: 0 }]);
  await queue.work('job', 1, async ({ key }) => {
    taken.push(key);
  });
  await expect.poll(() => taken, { timeout: 10_000 }).toEqual(['before']);
  await database().pool.query('update neon_fleet_queue.version set version = version + 1');
  await clock.advance(5_000);
  await expect.poll(() => errors, { timeout: 10_000 }).toEqual([expect.stringContaining('Update @neon-api/fleet.')]);
  await database().pool.query('update neon_fleet_queue.version set version = version - 1');
  const takenByOther: string[] = [];
  const keys = Array.from({ length: 6 }, (_, n) => `after-${n}`);
  await openAndClose(async (other) => {
    await other.add(
      'job',
      keys.map((key, n) => ({ key, position: n + 2, generation: 0 })),
    );
    await other.work('job', 1, async ({ key }) => {
      takenByOther.push(key);
    });
    await expect.poll(() => takenByOther.length + taken.length, { timeout: 20_000 }).toBe(7);
  });
  await queue.close(1_000);
  expect([taken, takenByOther]).toEqual([['before'], keys]);
});
