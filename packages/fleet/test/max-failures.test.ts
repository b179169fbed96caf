import { NeonApiError } from '@neon-api/client';
import { expect, test } from 'vitest';
import type { FleetStep } from '../src/index.ts';
import { useFleets } from './open-fleets.ts';
import { useDatabase } from './use-database.ts';

const database = useDatabase();
const openFleet = useFleets(database);

interface Unit {
  readonly key: string;
}
const units: readonly Unit[] = Array.from({ length: 60 }, (_, n) => ({ key: `unit-${n}` }));

/** A step that fails for the units in `broken`, and lists the units that it began. */
function breakUnits(broken: Set<string>): { readonly step: FleetStep<Unit>; readonly begun: Set<string> } {
  const begun = new Set<string>();
  return {
    begun,
    step: async ({ key }) => {
      begun.add(key);
      if (broken.has(key)) throw new Error(`broken ${key}`);
    },
  };
}

test('with maxFailures, a job stops before its failing units run again, and continues after retryFailed', async () => {
  const fleet = await openFleet('stops');
  const broken = new Set(units.map(({ key }) => key));
  const { step, begun } = breakUnits(broken);
  const stopped = await fleet.run('all', units, step, { concurrency: 3, maxFailures: 4 });
  expect([stopped.done, stopped.failed.length]).toEqual([[], units.length]);
  // Three run at once: two more may have begun when the fourth failed.
  expect(begun.size).toBeGreaterThanOrEqual(4);
  expect(begun.size).toBeLessThanOrEqual(6);
  const messages = stopped.failed.map(({ error }) => (error as Error).message);
  expect(messages.filter((message) => message.startsWith('broken '))).toHaveLength(begun.size);
  expect(new Set(messages)).toContain('The unit was cancelled.');
  broken.clear();
  expect(await fleet.retryFailed('all')).toBe(units.length);
  const fixed = await fleet.run('all', units, step, { maxFailures: 4 });
  expect([fixed.done.length, fixed.failed]).toEqual([units.length, []]);
});

test('a unit that waited for its next attempt when the job stopped runs once after retryFailed', async () => {
  const fleet = await openFleet('revives');
  const [unit] = units;
  if (unit === undefined) throw new Error('There are no units.');
  const { step } = breakUnits(new Set([unit.key]));
  await fleet.run('one', [unit], step, { maxFailures: 1 });
  await fleet.retryFailed('one');
  let begun = 0;
  await fleet.run('one', [unit], async () => {
    begun += 1;
    // Longer than the queue waits before the next attempt.
    await new Promise((resolve) => setTimeout(resolve, 4_000));
  });
  expect(begun).toBe(1);
});

test('a worker in any process counts the failures of the whole job', async () => {
  const [fleet, first, second] = await Promise.all([openFleet('works'), openFleet('works'), openFleet('works')]);
  const { step, begun } = breakUnits(new Set(units.map(({ key }) => key)));
  const report = fleet.run('all', units, step, { concurrency: 0 });
  const options = { concurrency: 1, maxFailures: 4, steps: { all: step } };
  await Promise.all([first.work(options), second.work(options)]);
  expect((await report).failed).toHaveLength(units.length);
  expect(begun.size).toBeLessThanOrEqual(5);
});

test('units that succeed later, and responses with 429, do not stop a job', async () => {
  const fleet = await openFleet('recovers');
  const failedOnce = new Set<string>();
  const { done, failed } = await fleet.run(
    'all',
    units.slice(0, 9),
    async ({ key }) => {
      if (failedOnce.has(key)) return;
      failedOnce.add(key);
      if (key === 'unit-0') throw new Error('try again');
      throw new NeonApiError('slow down', { status: 429, code: '' });
    },
    { maxFailures: 2 },
  );
  expect([done.length, failed]).toEqual([9, []]);
});

test.each([
  [{ maxFailures: 0 }, 'maxFailures must be a whole number above 0, not 0.'],
  [{ maxFailures: 1.5 }, 'maxFailures must be a whole number above 0, not 1.5.'],
  [{ maxFailures: 2, concurrency: 0 }, 'maxFailures has no effect with concurrency 0. Pass it to work.'],
])('the options %j are refused before a unit is added', async (options, message) => {
  const fleet = await openFleet('refuses');
  await expect(fleet.run('job', units, async () => undefined, options)).rejects.toThrow(message);
  expect(await fleet.status('job')).toMatchObject({ total: 0 });
});
