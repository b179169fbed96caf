import type { Clock, Random } from '../support/index.ts';
import { createState } from './create-state.ts';
import type { State } from './records.ts';
import type { StateFile } from './state-file.ts';

/** The one owner of the state. Whoever changes it calls `commit` before anyone is told of the change. */
export interface Store {
  readonly state: State;
  commit(): void;
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
  const state = kept ?? createState(clock, random);
  const store: Store = {
    state,
    commit: () => file?.write(state),
    nextOperationTime() {
      state.lastOperationUs = Math.max(clock.now() * 1000, state.lastOperationUs + 1);
      return formatMicroseconds(state.lastOperationUs);
    },
  };
  if (!kept) store.commit();
  return store;
}

function formatMicroseconds(microseconds: number): string {
  const milliseconds = Math.floor(microseconds / 1000);
  const rest = String(Math.floor(microseconds) % 1000).padStart(3, '0');
  return new Date(milliseconds).toISOString().replace('Z', `${rest}Z`);
}
