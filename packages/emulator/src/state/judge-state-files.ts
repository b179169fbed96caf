import { findLastSequence, isZeros, type JournalContent, type Position, parseJournal } from './journal-records.ts';
import { type Mark, parseMark } from './mark.ts';
import { parseOldJournal } from './old-journal.ts';
import type { State } from './records.ts';
import { parseSnapshot, type SnapshotContent, type SnapshotHead } from './snapshot.ts';
import { applyChanges, type Change } from './state-changes.ts';
import { journalNameOf, MARK_NAME, SNAPSHOT_NAME, type StateFiles } from './state-files.ts';

/** What is wrong, and where. */
export interface Problem {
  readonly file: string;
  readonly offset: number;
  readonly reason: string;
}

/** The place where a state continues. */
export interface StatePlace {
  readonly stateId: string;
  readonly journal: number;
  readonly end: Position;
  /** Size of the journal with the space reserved after its last record. */
  readonly reservedBytes: number;
}

export type Judgement =
  | { readonly kind: 'new' }
  | {
      readonly kind: 'sound';
      readonly state: State;
      /** Undefined for files of an older version, which continues with a new snapshot. */
      readonly place: StatePlace | undefined;
      /** Numbers of the journals that the next snapshot replaces. */
      readonly journals: readonly number[];
    }
  | { readonly kind: 'damaged'; readonly problem: Problem };

/** Checks whether the files contain everything that was acknowledged. */
export function judgeStateFiles(files: StateFiles): Judgement {
  const { snapshot, journals, mark, traces } = files;
  if (!snapshot) {
    const others = [...[...journals.keys()].map(journalNameOf), ...(mark ? [MARK_NAME] : []), ...traces];
    return others.length === 0 ? { kind: 'new' } : damaged(SNAPSHOT_NAME, 0, `it is missing, but ${others[0]} exists`);
  }
  const content = parseSnapshot(snapshot);
  switch (content.kind) {
    case 'damaged':
      return damaged(SNAPSHOT_NAME, content.offset, content.reason);
    case 'old':
      return judgeOld(files, content);
    case 'whole':
      return judgeWhole(files, content);
  }
}

export function buildState(changes: readonly Change[], batches: readonly (readonly Change[])[]): State {
  const state = {};
  applyChanges(state, changes);
  for (const batch of batches) applyChanges(state, batch);
  return state as State;
}

function judgeWhole(files: StateFiles, snapshot: Extract<SnapshotContent, { readonly kind: 'whole' }>): Judgement {
  const { head, checksum, changes } = snapshot;
  const content = files.journals.get(head.journal);
  const start: Position = { sequence: head.sequence, checksum, sizeBytes: 0 };
  const journal = parseJournal(content ?? Buffer.alloc(0), start);
  const end = journal.ends.at(-1) ?? start;
  const problem =
    judgeJournal(head, journal, end) ?? judgeMark(files, head, journal, start) ?? judgeOthers(files, head);
  if (problem) return { kind: 'damaged', problem };
  const reservedBytes = journal.rest.kind === 'room' ? (content?.byteLength ?? 0) : end.sizeBytes;
  return {
    kind: 'sound',
    state: buildState(changes, journal.batches),
    place: { stateId: head.stateId, journal: head.journal, end, reservedBytes },
    journals: [...files.journals.keys()],
  };
}

function judgeJournal({ journal }: SnapshotHead, { rest }: JournalContent, end: Position): Problem | undefined {
  if (rest.kind !== 'damage') return undefined;
  return { file: journalNameOf(journal), offset: end.sizeBytes, reason: rest.reason };
}

/** Checks that the files reach the end that the mark records. */
function judgeMark(
  files: StateFiles,
  head: SnapshotHead,
  journal: JournalContent,
  start: Position,
): Problem | undefined {
  const positions = [start, ...journal.ends];
  const end = positions.at(-1) ?? start;
  if (!files.mark) {
    // A process killed right after the first snapshot has not written the mark.
    const isJustBegun = head.sequence === 1 && end === start;
    return isJustBegun ? undefined : { file: MARK_NAME, offset: 0, reason: 'it is missing' };
  }
  const mark = parseMark(files.mark);
  if (!mark) return { file: MARK_NAME, offset: 0, reason: 'its checksum is wrong' };
  if (mark.stateId !== head.stateId) {
    return { file: SNAPSHOT_NAME, offset: 0, reason: `it belongs to a different state than ${MARK_NAME}` };
  }
  if (mark.journal < head.journal && mark.sequence <= head.sequence) return undefined;
  if (mark.journal !== head.journal) {
    return { file: SNAPSHOT_NAME, offset: 0, reason: `it is older than ${describeAcknowledged(mark)}` };
  }
  const acknowledged = positions.find(({ sequence }) => sequence === mark.sequence);
  if (acknowledged?.checksum === mark.checksum && acknowledged.sizeBytes === mark.sizeBytes) return undefined;
  const file = journalNameOf(head.journal);
  if (acknowledged) return { file, offset: 0, reason: `it does not contain ${describeAcknowledged(mark)}` };
  const reason = files.journals.has(head.journal)
    ? journal.rest.kind === 'room'
      ? 'it ends'
      : journal.rest.reason
    : 'it is missing';
  return { file, offset: end.sizeBytes, reason: `${reason}, and ${describeAcknowledged(mark)} is missing` };
}

function describeAcknowledged({ journal, sequence, sizeBytes }: Mark): string {
  return `acknowledged record ${sequence} (up to byte ${sizeBytes} of ${journalNameOf(journal)})`;
}

/** Checks that the snapshot has replaced every other journal. */
function judgeOthers({ journals }: StateFiles, head: SnapshotHead): Problem | undefined {
  for (const [number, content] of journals) {
    if (number === head.journal || isSuperseded(number, content, head)) continue;
    const reason = `it has records that are not in ${SNAPSHOT_NAME}, which refers to ${journalNameOf(head.journal)}`;
    return { file: journalNameOf(number), offset: 0, reason };
  }
  return undefined;
}

function isSuperseded(number: number, content: Buffer, head: SnapshotHead): boolean {
  if (isZeros(content)) return true;
  if (number > head.journal) return false;
  const last = findLastSequence(content);
  if (last !== undefined) return last <= head.sequence;
  // The first snapshot with checksums replaced a journal of an older version.
  return head.sequence === 1 && number === head.journal - 1 && parseOldJournal(content).damagedAt === undefined;
}

function judgeOld(
  files: StateFiles,
  { journal, changes }: Extract<SnapshotContent, { readonly kind: 'old' }>,
): Judgement {
  if (files.mark) return damaged(SNAPSHOT_NAME, 0, `it has an older version than ${MARK_NAME}`);
  for (const number of files.journals.keys()) {
    if (number === journal) continue;
    return damaged(journalNameOf(number), 0, `${SNAPSHOT_NAME} refers to ${journalNameOf(journal)} instead`);
  }
  const { batches, damagedAt } = parseOldJournal(files.journals.get(journal) ?? Buffer.alloc(0));
  if (damagedAt !== undefined) return damaged(journalNameOf(journal), damagedAt, 'no record starts here');
  return { kind: 'sound', state: buildState(changes, batches), place: undefined, journals: [journal] };
}

function damaged(file: string, offset: number, reason: string): Judgement {
  return { kind: 'damaged', problem: { file, offset, reason } };
}
