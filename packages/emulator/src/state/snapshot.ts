import type { State } from './records.ts';
import { applyChanges, type Change } from './state-changes.ts';

const SNAPSHOT_VERSION = 2;

/** The whole state at one moment, and the number of the journal that goes on from there. */
export interface Snapshot {
  readonly state: State;
  readonly journal: number;
}

interface SnapshotFile {
  readonly version: number;
  readonly journal: number;
  readonly changes: readonly Change[];
}

/** `changes` are those that make the state out of nothing, each as JSON text. */
export function formatSnapshot(changes: readonly string[], journal: number): string {
  return `{"version":${SNAPSHOT_VERSION},"journal":${journal},"changes":[\n${changes.join(',\n')}\n]}\n`;
}

/** Throws when the text is not a snapshot of this version. */
export function parseSnapshot(text: string): Snapshot {
  const { version, journal, changes } = JSON.parse(text) as SnapshotFile;
  if (version !== SNAPSHOT_VERSION) {
    throw new Error(`it is version ${String(version)}, and this emulator reads version ${SNAPSHOT_VERSION}`);
  }
  const state = {};
  applyChanges(state, changes);
  return { state: state as State, journal };
}
