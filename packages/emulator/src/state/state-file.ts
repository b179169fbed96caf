import { join } from 'node:path';
import { EmulatorStartError } from '../errors/index.ts';
import { type Clock, type Log, logToStderr, messageOf, systemClock } from '../support/index.ts';
import { judgeStateFiles, type Problem } from './judge-state-files.ts';
import type { State } from './records.ts';
import { recoverState } from './recover-state.ts';
import { createChangeFinder, type Scope } from './state-changes.ts';
import { readStateFiles } from './state-files.ts';
import { createStateWriter } from './state-writer.ts';

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
  let isFailing = false;

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

  /** What fails in the background is reported to nobody else. */
  function report(failure: unknown): void {
    if (failure !== undefined && !isFailing) log(`The state cannot be saved: ${messageOf(failure)}.`);
    if (failure === undefined && isFailing) log('The state is saved again.');
    isFailing = failure !== undefined;
  }

  return {
    read() {
      const files = readStateFiles(dataDir);
      const judgement = judgeStateFiles(files);
      const journals = [...files.journals.keys()];
      if (judgement.kind === 'damaged') {
        if (!recover) throw refusal(dataDir, judgement.problem);
        writer = createStateWriter(dataDir, { place: undefined, hasMark: false, journals });
        return recoverState(files, judgement.problem, { dataDir, clock, log });
      }
      if (judgement.kind === 'new') return undefined;
      writer = createStateWriter(dataDir, { ...judgement, hasMark: files.mark !== undefined });
      finder.find(judgement.state, 'everything');
      return judgement.state;
    },
    async save(state, scope) {
      try {
        await save(state, scope);
        report(undefined);
      } catch (error) {
        report(error);
        throw error;
      }
    },
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

function refusal(dataDir: string, { file, offset, reason }: Problem): EmulatorStartError {
  return new EmulatorStartError(
    `The emulator's state is damaged: ${join(dataDir, file)}, byte ${offset}: ${reason}. No file was changed. ` +
      'Put the files of a backup there, or start with --recover (option recover: true): ' +
      'it loads what is provably intact and keeps the damaged files in a folder of their own.',
  );
}
