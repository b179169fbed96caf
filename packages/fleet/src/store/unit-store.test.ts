import { randomUUID } from 'node:crypto';
import { systemClock } from '@neon-api/client';
import { beforeAll, expect, test } from 'vitest';
import { useDatabase } from '../../test/use-database.ts';
import { install } from './install.ts';
import { createUnitStore, type UnitStore } from './unit-store.ts';

const database = useDatabase();
beforeAll(() => install(database().pool));

let jobs = 0;
async function storeWith(...keys: string[]): Promise<UnitStore> {
  jobs += 1;
  const store = createUnitStore(database().pool, 'store', `job-${jobs}`, systemClock);
  await store.add(keys.map((key) => ({ key })));
  return store;
}
const attemptAt = (key: string) => ({ key, claim: randomUUID() });

test('the counts follow every change of a unit', async () => {
  const store = await storeWith('a', 'b', 'c', 'd', 'e');
  const counts = async (): Promise<unknown> => (await store.count()).counts;
  const none = { waiting: 0, running: 0, done: 0, failed: 0, cancelled: 0 };
  expect(await counts()).toEqual({ ...none, waiting: 5 });
  const [a, b, c] = [attemptAt('a'), attemptAt('b'), attemptAt('c')];
  for (const attempt of [a, b, c]) await store.begin(attempt, 0);
  expect(await counts()).toEqual({ ...none, waiting: 2, running: 3 });
  await store.finish(a);
  await store.fail(b, 'no');
  await store.putBack(c, 'later', true);
  expect(await counts()).toEqual({ ...none, waiting: 3, done: 1, failed: 1 });
  expect((await store.count()).endedInLastMinute).toBe(2);
  expect(await store.cancel()).toBe(3);
  expect(await counts()).toEqual({ ...none, done: 1, failed: 1, cancelled: 3 });
  expect(await store.revive()).toBe(4);
  expect(await counts()).toEqual({ ...none, done: 1, waiting: 4 });
});

test('units that are added at the same time are counted once', async () => {
  const store = await storeWith();
  const units = Array.from({ length: 200 }, (_, n) => ({ key: `${n}` }));
  await Promise.all([store.add(units), store.add([...units].reverse()), store.add(units)]);
  expect((await store.count()).counts.waiting).toBe(200);
});

test('an attempt that ends with its worker is an interruption, not an attempt', async () => {
  const store = await storeWith('a');
  await store.begin(attemptAt('a'), 0);
  expect(await store.begin(attemptAt('a'), 0)).toMatchObject({ attempts: 1, interruptions: 1 });
  const third = attemptAt('a');
  expect(await store.begin(third, 0)).toMatchObject({ attempts: 1, interruptions: 2 });
  await store.putBack(third, 'no', true);
  expect(await store.begin(attemptAt('a'), 0)).toMatchObject({ attempts: 2, interruptions: 2, error: 'no' });
});

test('the same attempt can begin again, because the answer to its beginning may be lost', async () => {
  const store = await storeWith('a');
  const attempt = attemptAt('a');
  const first = await store.begin(attempt, 0);
  expect(await store.begin(attempt, 0)).toEqual(first);
});

test('the outcome of an attempt does not count after another worker has begun the unit', async () => {
  const store = await storeWith('a');
  const [old, current] = [attemptAt('a'), attemptAt('a')];
  await store.begin(old, 0);
  await store.begin(current, 0);
  await store.fail(old, 'too late');
  await store.putBack(old, 'too late', true);
  expect(await store.list(['a'])).toMatchObject([{ state: 'running', error: null }]);
  await store.finish(old);
  await store.fail(current, 'the effect is there already');
  expect(await store.list(['a'])).toMatchObject([{ state: 'done', error: null }]);
});

test('a unit that was revived does not begin for its earlier place in the queue', async () => {
  const store = await storeWith('a');
  await store.cancel();
  await store.revive();
  expect(await store.begin(attemptAt('a'), 0)).toBeUndefined();
  expect(await store.begin(attemptAt('a'), 1)).toMatchObject({ attempts: 1 });
});

test('open units are listed in pages, and done ones are reported when they are added again', async () => {
  const store = await storeWith();
  const units = Array.from({ length: 1_001 }, (_, n) => ({ key: `${n + 1_000}` }));
  await store.add(units);
  const done = attemptAt('1500');
  await store.begin(done, 0);
  await store.finish(done);
  const first = await store.listOpen('');
  const second = await store.listOpen(first.at(-1)?.key ?? '');
  expect([first.length, second.length]).toEqual([1_000, 0]);
  expect(first.map(({ key }) => key)).not.toContain('1500');
  expect(await store.add(units.slice(499, 502))).toEqual(['1500']);
});

test('a job is removed as a whole, but not while a unit waits or runs', async () => {
  const store = await storeWith('a', 'b');
  expect(await store.remove()).toBe(0);
  expect((await store.count()).counts.waiting).toBe(2);
  await store.cancel();
  expect(await store.remove()).toBe(2);
  expect((await store.count()).counts).toEqual({});
});
