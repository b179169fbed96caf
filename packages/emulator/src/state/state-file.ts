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

/** Where the state outlives the process: a snapshot, a journal of what changed since, and a mark of how far it goes. */
export interface StateFile {
  /** Undefined where no state has been yet. Before anything else. */
  read(): State | undefined;
  /** Resolves when what has changed is on the disk. One call at a time, as for the others. */
  save(state: State, scope: Scope): Promise<void>;
  /** How much can be saved without taking more of the disk, in bytes. */
  readonly roomBytes: number;
  /** Takes as much more of the disk as gives this much room. */
  makeRoom(roomBytes: number): Promise<void>;
  /** Leaves a snapshot alone, where the disk has room for one. */
  close(state: State): Promise<void>;
}

export interface StateFileOptions {
  /** Load what is provably intact where the rest is damaged. */
  readonly recover?: boolean;
  readonly clock?: Clock;
  readonly log?: Log;
  /** A journal of this size, in bytes, is replaced by a new snapshot once it has outgrown the last one, too. */
  readonly compactFromBytes?: number;
}

const COMPACT_FROM_BYTES = 4 * 1024 * 1024;

export function createStateFile(dataDir: string, options: StateFileOptions = {}): StateFile {
  const { recover = false, clock = systemClock, log = logToStderr, compactFromBytes = COMPACT_FROM_BYTES } = options;
  let writer = createStateWriter(dataDir, { place: undefined, hasMark: false, journals: [] });
  let finder = createChangeFinder();
  /** Reported by the finder, and not on the disk yet. */
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

  /** A journal can go on: where there is no room for a snapshot, it is tried again later. */
  async function compactIfDue(state: State): Promise<void> {
    const { journalBytes, roomBytes } = writer;
    if (journalBytes <= compactAtBytes) return;
    try {
      await compact(state);
    } catch (error) {
      compactAtBytes = Math.max(compactAtBytes, journalBytes + compactFromBytes);
      log(`The journal of the state goes on growing: ${messageOf(error)}.`);
      return;
    }
    // Without it the next call that writes asks for it.
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
          // The journal holds everything, too.
          if (!writer.canAppend) throw error;
        });
      } finally {
        await writer.close();
      }
    },
  };
}

/** `isWhole`: the files hold exactly this state, so that only later changes are written. */
type FoundState = { readonly writer: StateWriter } & (
  | { readonly isWhole: true; readonly state: State }
  | { readonly isWhole: false; readonly state: State | undefined }
);

/** Undefined where no state has been yet; throws when the files are damaged, unless it is to recover. */
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

/** Logs the first of several failures in a row, and the success after them: nobody waits for a save in the background. */
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
      'Put the files of a backup there, or start with --recover (option recover: true): ' +
      'it loads what is provably intact and keeps the damaged files in a folder of their own.',
  );
}
