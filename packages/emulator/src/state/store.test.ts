import { expect, test } from 'vitest';
import { seededRandom, systemClock } from '../support/index.ts';
import type { Scope } from './state-changes.ts';
import { createStore, type Store } from './store.ts';

interface FakeFile {
  readonly store: Store;
  /** What each save was to look at. */
  readonly saves: Scope[];
  failNext(): void;
}

function createStoreOverFake(): FakeFile {
  const saves: Scope[] = [];
  let fails = false;
  const file = {
    read: () => undefined,
    async save(_: unknown, scope: Scope) {
      saves.push(scope);
      if (!fails) return;
      fails = false;
      throw new Error('no space left on device');
    },
    roomBytes: Number.POSITIVE_INFINITY,
    makeRoom: async () => {},
    close: async () => {},
  };
  const store = createStore({ clock: systemClock, random: seededRandom(1), file });
  const failNext = (): void => {
    fails = true;
  };
  return { store, saves, failNext };
}

test('a new state is written at once', async () => {
  const { store, saves } = createStoreOverFake();
  expect(store.isNew).toBe(true);
  await store.flushed();
  expect(saves).toEqual(['everything']);
});

test('what is committed at the same moment shares one write', async () => {
  const { store, saves } = createStoreOverFake();
  await store.flushed();
  store.commit('a');
  store.commit('b');
  await Promise.all([store.flushed(), store.flushed()]);
  store.commit('c');
  store.commit();
  await store.flushed();
  expect(saves.slice(1)).toEqual([new Set(['a', 'b']), 'everything']);
});

test('what comes during a write is in the next one, and waits for it', async () => {
  const { store, saves } = createStoreOverFake();
  const first = store.flushed();
  while (saves.length === 0) await new Promise(setImmediate);
  store.commit('a');
  await store.flushed();
  await first;
  expect(saves).toEqual(['everything', new Set(['a'])]);
});

test('a write that fails is told, and made up for by the next one', async () => {
  const { store, saves, failNext } = createStoreOverFake();
  await store.flushed();
  failNext();
  store.commit('a');
  await expect(store.flushed()).rejects.toThrow('no space left on device');
  store.commit('b');
  await store.flushed();
  expect(saves.slice(1)).toEqual([new Set(['a']), new Set(['a', 'b'])]);
});

test('the times of operations are strictly ordered', () => {
  const { store } = createStoreOverFake();
  const times = Array.from({ length: 50 }, () => store.nextOperationTime());
  expect(times).toEqual([...new Set(times)].toSorted());
});
