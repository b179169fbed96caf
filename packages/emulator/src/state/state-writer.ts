import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { WriteError } from '../errors/index.ts';
import { type Journal, openJournal } from './journal.ts';
import type { StatePlace } from './judge-state-files.ts';
import { createMarkFile, type MarkFile, openMarkFile } from './mark.ts';
import { replaceFile } from './replace-file.ts';
import { formatSnapshot } from './snapshot.ts';
import { journalNameOf, MARK_NAME, SNAPSHOT_NAME } from './state-files.ts';

/** Writes snapshots and journals, and then the mark of their end. Only one call may run at a time. */
export interface StateWriter {
  /** False until there is a snapshot. */
  readonly canAppend: boolean;
  readonly journalBytes: number;
  readonly roomBytes: number;
  /** Whether the mark could not be written and is behind the journal. */
  readonly isMarkBehind: boolean;
  /** Writes a snapshot of `changes`, which build the whole state. Returns its size in bytes. */
  replaceSnapshot(changes: readonly string[]): Promise<number>;
  append(changes: readonly string[]): Promise<void>;
  writeMark(): Promise<void>;
  makeRoom(roomBytes: number): Promise<void>;
  close(): Promise<void>;
}

/** The existing state files when the writer starts. */
export interface StateWriterStart {
  /** Undefined for a new state. */
  readonly place: StatePlace | undefined;
  /** Whether the mark exists and belongs to the place. */
  readonly hasMark: boolean;
  /** Numbers of the journals that the next snapshot replaces. */
  readonly journals: readonly number[];
}

const KEPT_IN_MEMORY = 'the change is kept in memory and will be written with the next one';
const NOTHING_CHANGED = 'nothing was changed';

export function createStateWriter(dataDir: string, start: StateWriterStart): StateWriter {
  let { place, hasMark, journals } = start;
  let journal: Journal | undefined;
  let mark: MarkFile | undefined;
  let markedSequence = hasMark ? place?.end.sequence : undefined;

  function requirePlace(): StatePlace {
    if (!place) throw new Error('There is no snapshot to append to.');
    return place;
  }

  async function openJournalOnce(): Promise<Journal> {
    const at = requirePlace();
    journal ??= await guard(dataDir, journalNameOf(at.journal), (path) => openJournal({ path, ...at }));
    return journal;
  }

  function writeMark(): Promise<void> {
    return guard(dataDir, MARK_NAME, async (path) => {
      const { stateId, journal: number, end: beginning } = requirePlace();
      const end = journal?.end ?? beginning;
      const acknowledged = { ...end, stateId, journal: number };
      mark ??= hasMark ? await openMarkFile(path) : await createMarkFile(path, acknowledged);
      hasMark = true;
      await mark.write(acknowledged);
      markedSequence = end.sequence;
    });
  }

  return {
    get canAppend() {
      return place !== undefined;
    },
    get journalBytes() {
      return (journal?.end ?? place?.end)?.sizeBytes ?? 0;
    },
    get roomBytes() {
      return journal?.roomBytes ?? 0;
    },
    get isMarkBehind() {
      return place !== undefined && markedSequence !== (journal?.end ?? place.end).sequence;
    },
    async replaceSnapshot(changes) {
      const head = headAfter(place, journal, journals);
      const { text, checksum } = formatSnapshot(changes, head);
      await guard(dataDir, SNAPSHOT_NAME, (path) => replaceFile(path, text));
      const [former, superseded] = [journal, new Set([...journals, ...(place ? [place.journal] : [])])];
      const end = { sequence: head.sequence, checksum, sizeBytes: 0 };
      place = { stateId: head.stateId, journal: head.journal, end, reservedBytes: 0 };
      journals = [head.journal];
      journal = undefined;
      await former?.close();
      for (const number of superseded) await rm(join(dataDir, journalNameOf(number)), { force: true });
      await writeMark();
      return text.length;
    },
    async append(changes) {
      const opened = await openJournalOnce();
      await guard(dataDir, journalNameOf(requirePlace().journal), () => opened.append(changes));
      await writeMark();
    },
    writeMark,
    async makeRoom(roomBytes) {
      const opened = await openJournalOnce();
      await guard(dataDir, journalNameOf(requirePlace().journal), () => opened.extend(roomBytes), NOTHING_CHANGED);
    },
    async close() {
      await journal?.close();
      await mark?.close();
      journal = undefined;
      mark = undefined;
    },
  };
}

/** Returns the header of a new snapshot, which starts a new journal. */
function headAfter(
  place: StatePlace | undefined,
  journal: Journal | undefined,
  journals: readonly number[],
): Pick<StatePlace, 'stateId' | 'journal'> & { readonly sequence: number } {
  return {
    stateId: place?.stateId ?? randomBytes(6).toString('hex'),
    journal: Math.max(0, ...journals, place?.journal ?? 0) + 1,
    sequence: ((journal?.end ?? place?.end)?.sequence ?? 0) + 1,
  };
}

/** Adds the file's path to errors. */
async function guard<Value>(
  dataDir: string,
  name: string,
  work: (path: string) => Promise<Value>,
  outcome: string = KEPT_IN_MEMORY,
): Promise<Value> {
  const path = join(dataDir, name);
  try {
    return await work(path);
  } catch (error) {
    throw new WriteError(path, error, outcome);
  }
}
