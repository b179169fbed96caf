import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock, Random } from '../support/index.ts';
import { createState } from './create-state.ts';
import type { State } from './records.ts';
import type { Scope } from './state-changes.ts';
import type { StateFile } from './state-file.ts';

/** The one owner of the state. Whoever changes it calls `commit`, and awaits `flushed` before telling anyone. */
export interface Store {
  readonly state: State;
  /** Whether the state began with this process. */
  readonly isNew: boolean;
  /** Has changes written down soon, together with others of the same moment; `projectId` when they are of one project. */
  commit(projectId?: string): void;
  /** Resolves when everything committed so far is on the disk; rejects when it could not be written. */
  flushed(): Promise<void>;
  /**
   * Sets room on the disk aside for what a call is about to commit. Returns what gives it back; rejects with an
   * ApiError when the disk is full, before anything has changed. A call that `frees` space may use the room that is kept
   * for operations that are under way.
   */
  reserve(call: { readonly bodyBytes: number; readonly frees: boolean }): Promise<() => void>;
  /** Puts a whole other state in its place. */
  replace(state: State): void;
  /** Writes down what is left. */
  close(): Promise<void>;
  /** A time of its own for each operation: RFC 3339 with microseconds. */
  nextOperationTime(): string;
}

export interface StoreOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly file?: StateFile;
}

/** Room for what operations that are under way commit, in bytes. */
const OPERATIONS_BYTES = 1024 * 1024;
/** Room for what a call commits besides its body. */
const CALL_BYTES = 64 * 1024;
/** A change has a body in it once as it came, and what was made of it. */
const COPIES_OF_BODY = 2;
/** How much more is taken of the disk at once. */
const STEP_BYTES = 1024 * 1024;

export function createStore({ clock, random, file }: StoreOptions): Store {
  const kept = file?.read();
  let state = kept ?? createState(clock, random);
  let dirty: Scope = new Set();
  /** A write that will take what is committed now. */
  let coming: Promise<void> | undefined;
  let latest: Promise<void> = Promise.resolve();
  /** What uses the file now, and what waits for it. */
  let fileUse: Promise<unknown> = Promise.resolve();
  let reservedBytes = 0;

  function useFile<Value>(work: () => Promise<Value>): Promise<Value> {
    const use = fileUse.then(work);
    fileUse = use.catch(() => {});
    return use;
  }

  /** What failed before is still dirty, and part of this write. */
  async function write(): Promise<void> {
    await nextTurn();
    const scope = dirty;
    dirty = new Set();
    coming = undefined;
    try {
      await file?.save(state, scope);
    } catch (error) {
      dirty = joinScopes(scope, dirty);
      throw error;
    }
  }

  const store: Store = {
    get state() {
      return state;
    },
    isNew: !kept,
    commit(projectId) {
      if (!file) return;
      dirty = joinScopes(dirty, projectId === undefined ? 'everything' : new Set([projectId]));
      coming ??= useFile(write);
      latest = coming;
      // Whoever has to know awaits `flushed`.
      latest.catch(() => {});
    },
    flushed: () => latest,
    async reserve({ bodyBytes, frees }) {
      const bytes = CALL_BYTES + COPIES_OF_BODY * bodyBytes;
      const giveBack = (): void => {
        reservedBytes -= bytes;
      };
      reservedBytes += bytes;
      const needed = reservedBytes + (frees ? 0 : OPERATIONS_BYTES);
      if (!file || file.roomBytes >= needed) return giveBack;
      try {
        await useFile(() => makeRoom(file, needed));
        return giveBack;
      } catch (error) {
        giveBack();
        throw error;
      }
    },
    replace(next) {
      state = next;
      store.commit();
    },
    async close() {
      await useFile(async () => file?.close(state));
    },
    nextOperationTime() {
      state.lastOperationUs = Math.max(clock.now() * 1000, state.lastOperationUs + 1);
      return formatMicroseconds(state.lastOperationUs);
    },
  };
  if (!kept) store.commit();
  return store;
}

/** Takes a step more than is needed, so that few calls wait for it; on a disk that is nearly full what is needed. */
async function makeRoom(file: StateFile, needed: number): Promise<void> {
  await file.makeRoom(needed + STEP_BYTES).catch(() => file.makeRoom(needed));
}

function joinScopes(a: Scope, b: Scope): Scope {
  return a === 'everything' || b === 'everything' ? 'everything' : new Set([...a, ...b]);
}

function formatMicroseconds(microseconds: number): string {
  const milliseconds = Math.floor(microseconds / 1000);
  const rest = String(Math.floor(microseconds) % 1000).padStart(3, '0');
  return new Date(milliseconds).toISOString().replace('Z', `${rest}Z`);
}
