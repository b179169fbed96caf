import { nextTurn } from '@neon-api/ground';
import type { Clock, Random } from '../support/index.ts';
import { createState } from './create-state.ts';
import type { State } from './records.ts';
import type { Scope } from './state-changes.ts';
import type { StateFile } from './state-file.ts';

/** The only owner of the state. After a change, call `commit`, and await `flushed` before acknowledging it. */
export interface Store {
  readonly state: State;
  /** Whether this process created the state. */
  readonly isNew: boolean;
  /** Schedules a write, shared with simultaneous commits. Pass `projectId` if only that project has changed. */
  commit(projectId?: string): void;
  /** Calls the listener at each commit, with its `projectId`. */
  onCommit(listener: (projectId: string | undefined) => void): void;
  /** Resolves when all commits so far are on the disk. Rejects if they could not be written. */
  flushed(): Promise<void>;
  /**
   * Reserves disk space for what a call is about to commit. Returns a function that releases it. Rejects with an
   * ApiError before any change if the disk is full. A call that `frees` space may use the space reserved for running
   * operations.
   */
  reserve(call: { readonly bodyBytes: number; readonly frees: boolean }): Promise<() => void>;
  /** Replaces the whole state. */
  replace(state: State): void;
  /** Writes the remaining changes. */
  close(): Promise<void>;
  /** Returns a unique time for each operation: RFC 3339 with microseconds. */
  nextOperationTime(): string;
}

export interface StoreOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly file?: StateFile;
}

/** Space for commits of running operations, in bytes. */
const OPERATIONS_BYTES = 1024 * 1024;
/** Space for commits of a call, in addition to its body. */
const CALL_BYTES = 64 * 1024;
/** A change may contain a body twice: as received, and as stored. */
const COPIES_OF_BODY = 2;
/** Extra disk space to allocate at once. */
const STEP_BYTES = 1024 * 1024;

export function createStore({ clock, random, file }: StoreOptions): Store {
  const kept = file?.read();
  let state = kept ?? createState(clock, random);
  let dirty: Scope = new Set();
  /** The next write, which includes current commits. */
  let nextWrite: Promise<void> | undefined;
  let latest: Promise<void> = Promise.resolve();
  /** The last queued use of the file. */
  let fileUse: Promise<unknown> = Promise.resolve();
  let reservedBytes = 0;
  const listeners: ((projectId: string | undefined) => void)[] = [];

  function useFile<Value>(work: () => Promise<Value>): Promise<Value> {
    const use = fileUse.then(work);
    fileUse = use.catch(() => {});
    return use;
  }

  /** Writes all changes, including those of failed writes. */
  async function write(): Promise<void> {
    await nextTurn();
    const scope = dirty;
    dirty = new Set();
    nextWrite = undefined;
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
      for (const listener of listeners) listener(projectId);
      if (!file) return;
      dirty = joinScopes(dirty, projectId === undefined ? 'everything' : new Set([projectId]));
      nextWrite ??= useFile(write);
      latest = nextWrite;
      // Failures are reported through `flushed`.
      latest.catch(() => {});
    },
    onCommit: (listener) => void listeners.push(listener),
    flushed: () => latest,
    async reserve({ bodyBytes, frees }) {
      const bytes = CALL_BYTES + COPIES_OF_BODY * bodyBytes;
      const release = (): void => {
        reservedBytes -= bytes;
      };
      reservedBytes += bytes;
      const needed = reservedBytes + (frees ? 0 : OPERATIONS_BYTES);
      if (!file || file.roomBytes >= needed) return release;
      try {
        await useFile(() => makeRoom(file, needed));
        return release;
      } catch (error) {
        release();
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

/** Allocates one step more than needed, so that few calls wait for it. On a nearly full disk, only what is needed. */
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
