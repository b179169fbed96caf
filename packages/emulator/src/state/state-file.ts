import { join } from 'node:path';
import { messageOf } from '@neon-api/ground';
import { EmulatorStartError } from '../errors/index.ts';
import { type Clock, type Log, logToStderr, systemClock } from '../support/index.ts';
import { judgeStateFiles, type Problem } from './judge-state-files.ts';
import type { State } from './records.ts';
import { recoverState } from './recover-state.ts';
import { createChangeFinder, type Scope } from './state-changes.ts';
import { readStateFiles } from './state-files.ts';
import { createStateWriter, type StateWriter } from './state-writer.ts';

/** Stores the state on the disk: a snapshot, a journal of later changes, and a mark of its end. */
export interface StateFile {
  /** Returns undefined if there is no state yet. Call it first. */
  read(): State | undefined;
  /** Resolves when the changes are on the disk. Only one call of any function may run at a time. */
  save(state: State, scope: Scope): Promise<void>;
  /** How many bytes can be saved without allocating disk space. */
  readonly roomBytes: number;
  /** Allocates disk space for this many bytes. */
  makeRoom(roomBytes: number): Promise<void>;
  /** Writes a snapshot, and removes the journal, if the disk has space. */
  close(state: State): Promise<void>;
}

export interface StateFileOptions {
  /** Whether to load what is provably intact if the rest is damaged. */
  readonly recover?: boolean;
  readonly clock?: Clock;
  readonly log?: Log;
  /** Minimum size in bytes at which a journal larger than the last snapshot is replaced by a new one. */
  readonly compactFromBytes?: number;
}

const COMPACT_FROM_BYTES = 4 * 1024 * 1024;

export function createStateFile(dataDir: string, options: StateFileOptions = {}): StateFile {
  const { recover = false, clock = systemClock, log = logToStderr, compactFromBytes = COMPACT_FROM_BYTES } = options;
  let writer = createStateWriter(dataDir, { place: undefined, hasMark: false, journals: [] });
  let finder = createChangeFinder();
  /** Reported by the finder, but not on the disk yet. */
  let unwritten: readonly string[] = [];
  let compactAtBytes = compactFromBytes;
  const report = createSaveReport(log);

  async function compact(state: State): Promise<void> {
    const newFinder = createChangeFinder();
    const snapshotBytes = await writer.replaceSnapshot(newFinder.find(state, 'everything'));
    finder = newFinder;
    unwritten = [];
    compactAtBytes = Math.max(compactFromBytes, snapshotBytes);
  }

  async function append(state: State, scope: Scope): Promise<void> {
    unwritten = [...unwritten, ...finder.find(state, scope)];
    if (unwritten.length === 0 && writer.isMarkBehind) await writer.writeMark();
    if (unwritten.length === 0) return;
    await writer.append(unwritten);
    unwritten = [];
  }

  /** Writes a snapshot if the journal is too long. If the disk is full, the journal continues until a later save. */
  async function compactIfDue(state: State): Promise<void> {
    const { journalBytes, roomBytes } = writer;
    if (journalBytes <= compactAtBytes) return;
    try {
      await compact(state);
    } catch (error) {
      compactAtBytes = Math.max(compactAtBytes, journalBytes + compactFromBytes);
      log(`Cannot write a snapshot of the state, so its journal keeps growing: ${messageOf(error)}.`);
      return;
    }
    // If this fails, the next call that writes requests the space.
    await writer.makeRoom(roomBytes).catch(() => {});
  }

  async function save(state: State, scope: Scope): Promise<void> {
    if (!writer.canAppend) return compact(state);
    await append(state, scope);
    await compactIfDue(state);
  }

  return {
    read() {
      const found = openState(dataDir, { recover, clock, log });
      if (!found) return undefined;
      writer = found.writer;
      if (found.isWhole) finder.find(found.state, 'everything');
      return found.state;
    },
    save: (state, scope) => report(() => save(state, scope)),
    get roomBytes() {
      return writer.roomBytes;
    },
    async makeRoom(roomBytes) {
      if (writer.canAppend) await writer.makeRoom(roomBytes);
    },
    async close(state) {
      try {
        if (writer.canAppend) await append(state, 'everything');
        await compact(state).catch((error: unknown) => {
          // The journal also has everything.
          if (!writer.canAppend) throw error;
        });
      } finally {
        await writer.close();
      }
    },
  };
}

/** `isWhole`: the files contain exactly this state, so only later changes are written. */
type FoundState = { readonly writer: StateWriter } & (
  | { readonly isWhole: true; readonly state: State }
  | { readonly isWhole: false; readonly state: State | undefined }
);

/** Returns undefined if there is no state yet. Throws if the files are damaged, unless `recover` is set. */
function openState(
  dataDir: string,
  { recover, clock, log }: Required<Pick<StateFileOptions, 'recover' | 'clock' | 'log'>>,
): FoundState | undefined {
  const files = readStateFiles(dataDir);
  const judgement = judgeStateFiles(files);
  if (judgement.kind === 'damaged') {
    if (!recover) throw refusal(dataDir, judgement.problem);
    const journals = [...files.journals.keys()];
    const writer = createStateWriter(dataDir, { place: undefined, hasMark: false, journals });
    return { state: recoverState(files, judgement.problem, { dataDir, clock, log }), writer, isWhole: false };
  }
  if (judgement.kind === 'new') return undefined;
  const writer = createStateWriter(dataDir, { ...judgement, hasMark: files.mark !== undefined });
  return { state: judgement.state, writer, isWhole: true };
}

/** Logs the first of consecutive failures and the next success, because nothing awaits saves in the background. */
function createSaveReport(log: Log): (save: () => Promise<void>) => Promise<void> {
  let isFailing = false;
  return async (save) => {
    try {
      await save();
    } catch (error) {
      if (!isFailing) log(`The state cannot be saved: ${messageOf(error)}.`);
      isFailing = true;
      throw error;
    }
    if (isFailing) log('The state is saved again.');
    isFailing = false;
  };
}

function refusal(dataDir: string, { file, offset, reason }: Problem): EmulatorStartError {
  return new EmulatorStartError(
    `The emulator's state is damaged: ${join(dataDir, file)}, byte ${offset}: ${reason}. No file was changed. ` +
      'Restore the files from a backup, or start with --recover (option recover: true) ' +
      'to load what is provably intact and keep the damaged files in a separate folder.',
  );
}
