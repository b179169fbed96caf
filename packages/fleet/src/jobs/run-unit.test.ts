import { randomUUID } from 'node:crypto';
import { systemClock } from '@neon-api/client';
import { beforeAll, expect, test } from 'vitest';
import { useDatabase } from '../../test/use-database.ts';
import { createUnitStore, install, type UnitStore } from '../store/index.ts';
import { MAX_INTERRUPTIONS } from './decide-failure.ts';
import { runUnit } from './run-unit.ts';

const database = useDatabase();
beforeAll(() => install(database().pool));

/** Returns the store of a unit whose worker died so often, after one attempt that failed. */
async function storeOfUnit(job: string, interruptions: number): Promise<UnitStore> {
  const store = createUnitStore(database().pool, 'run-unit', job, systemClock);
  await store.add([{ key: 'a' }]);
  const failed = { key: 'a', claim: randomUUID() };
  await store.begin(failed, 0);
  await store.putBack(failed, 'out of memory', true);
  for (let count = 0; count < interruptions; count += 1) await store.begin({ key: 'a', claim: randomUUID() }, 0);
  return store;
}

async function run(store: UnitStore): Promise<{ readonly ran: number; readonly stored: unknown }> {
  let ran = 0;
  const step = async (): Promise<void> => {
    ran += 1;
  };
  await runUnit(store, { key: 'a', generation: 0 }, step, database().neon, new AbortController().signal);
  return { ran, stored: (await store.list(['a']))[0] };
}

test('a unit whose worker died more often than a unit has attempts runs again', async () => {
  const store = await storeOfUnit('survives', MAX_INTERRUPTIONS - 1);
  expect(await run(store)).toMatchObject({ ran: 1, stored: { state: 'done' } });
});

test('a unit whose worker died ten times has failed, and its error says so', async () => {
  const store = await storeOfUnit('gives-up', MAX_INTERRUPTIONS);
  expect(await run(store)).toMatchObject({
    ran: 0,
    stored: {
      state: 'failed',
      error: 'The worker ended during 10 attempts, perhaps because of this unit. Its last error: out of memory',
    },
  });
});
