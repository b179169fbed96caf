import { seededRandom } from '@neon-api/ground';
import { expect, test } from 'vitest';
import { systemClock } from '../support/index.ts';
import type { Scope } from './state-changes.ts';
import { createStore, type Store } from './store.ts';

interface FakeFile {
  readonly store: Store;
  /** The room that the store requested. */
  readonly asked: number[];
  /** Limits the room that the disk provides in total. */
  limitRoom(bytes: number): void;
  /** The scope of each save. */
  readonly saves: Scope[];
  failNext(): void;
}

function createStoreOverFake(): FakeFile {
  const saves: Scope[] = [];
  const asked: number[] = [];
  let fails = false;
  let roomBytes = 0;
  let mostBytes = Number.POSITIVE_INFINITY;
  const file = {
    read: () => undefined,
    async save(_: unknown, scope: Scope) {
      saves.push(scope);
      if (!fails) return;
      fails = false;
      throw new Error('no space left on device');
    },
    get roomBytes() {
      return roomBytes;
    },
    async makeRoom(bytes: number) {
      asked.push(bytes);
      if (bytes > mostBytes) throw new Error('no space left on device');
      roomBytes = Math.max(roomBytes, bytes);
    },
    close: async () => {},
  };
  const store = createStore({ clock: systemClock, random: seededRandom(1), file });
  const failNext = (): void => {
    fails = true;
  };
  const limitRoom = (bytes: number): void => {
    mostBytes = bytes;
  };
  return { store, saves, asked, limitRoom, failNext };
}

const MIB = 1024 * 1024;
const call = { bodyBytes: 0, frees: false };

test('a new state is written immediately', async () => {
  const { store, saves } = createStoreOverFake();
  expect(store.isNew).toBe(true);
  await store.flushed();
  expect(saves).toEqual(['everything']);
});

test('simultaneous commits share one write', async () => {
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

test('commits during a write wait for the next one', async () => {
  const { store, saves } = createStoreOverFake();
  const first = store.flushed();
  while (saves.length === 0) await new Promise(setImmediate);
  store.commit('a');
  await store.flushed();
  await first;
  expect(saves).toEqual(['everything', new Set(['a'])]);
});

test('a failed write is reported, and its changes are in the next one', async () => {
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

test('room for calls is allocated in steps', async () => {
  const { store, asked } = createStoreOverFake();
  for (let made = 0; made < 10; made += 1) (await store.reserve(call))();
  expect(asked).toHaveLength(1);
});

test('simultaneous calls do not share their room, and a body needs room, too', async () => {
  const { store, asked } = createStoreOverFake();
  await Promise.all(Array.from({ length: 100 }, () => store.reserve(call)));
  expect(Math.max(...asked)).toBeGreaterThan(100 * 64 * 1024);
  const { store: other, asked: askedByOther } = createStoreOverFake();
  await other.reserve({ ...call, bodyBytes: MIB });
  expect(askedByOther[0]).toBeGreaterThan(2 * MIB);
});

test('a call is refused when the disk is full, and releases its reservation', async () => {
  const { store, asked, limitRoom } = createStoreOverFake();
  limitRoom(MIB);
  for (let round = 0; round < 3; round += 1) {
    await expect(store.reserve(call)).rejects.toThrow('no space left on device');
  }
  expect(new Set(asked).size).toBe(2);
  await store.flushed();
  limitRoom(2 * MIB);
  await store.reserve(call);
});

test('a call that frees space can use the room for operations', async () => {
  const { store, limitRoom } = createStoreOverFake();
  limitRoom(MIB);
  const release = await store.reserve({ ...call, frees: true });
  release();
});
