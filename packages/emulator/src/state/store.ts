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

export function createStore({ clock, random, file }: StoreOptions): Store {
  const kept = file?.read();
  let state = kept ?? createState(clock, random);
  let dirty: Scope = new Set();
  /** A write that will take what is committed now. */
  let coming: Promise<void> | undefined;
  let latest: Promise<void> = Promise.resolve();

  async function write(before: Promise<void>): Promise<void> {
    // What failed before is still dirty, and part of this write.
    await before.catch(() => {});
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
      coming ??= write(latest);
      latest = coming;
      // Whoever has to know awaits `flushed`.
      latest.catch(() => {});
    },
    flushed: () => latest,
    replace(next) {
      state = next;
      store.commit();
    },
    async close() {
      await latest.catch(() => {});
      await file?.close(state);
    },
    nextOperationTime() {
      state.lastOperationUs = Math.max(clock.now() * 1000, state.lastOperationUs + 1);
      return formatMicroseconds(state.lastOperationUs);
    },
  };
  if (!kept) store.commit();
  return store;
}

function joinScopes(a: Scope, b: Scope): Scope {
  return a === 'everything' || b === 'everything' ? 'everything' : new Set([...a, ...b]);
}

function formatMicroseconds(microseconds: number): string {
  const milliseconds = Math.floor(microseconds / 1000);
  const rest = String(Math.floor(microseconds) % 1000).padStart(3, '0');
  return new Date(milliseconds).toISOString().replace('Z', `${rest}Z`);
}
