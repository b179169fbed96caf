import { type JournalContent, parseJournal } from './journal-records.ts';
import { buildState } from './judge-state-files.ts';
import { parseMark } from './mark.ts';
import { parseOldJournal } from './old-journal.ts';
import type { State } from './records.ts';
import { parseSnapshot } from './snapshot.ts';
import type { Change } from './state-changes.ts';
import type { StateFiles } from './state-files.ts';

export interface Salvage {
  /** Undefined if not even the start of a snapshot is intact. */
  readonly state: State | undefined;
  /** How many acknowledged records are missing; undefined if unknown. */
  readonly lostRecords: number | undefined;
}

/** Returns what is provably intact: the longest start of the files with valid checksums. */
export function salvageState(files: StateFiles): Salvage {
  const nothing = { state: undefined, lostRecords: undefined };
  if (!files.snapshot) return nothing;
  const snapshot = parseSnapshot(files.snapshot);
  if (snapshot.kind === 'old') {
    const { batches } = parseOldJournal(files.journals.get(snapshot.journal) ?? Buffer.alloc(0));
    return { state: buildState(snapshot.changes, batches), lostRecords: undefined };
  }
  if (snapshot.checksum === undefined) {
    const changes = dropUnfinishedProject(snapshot.changes);
    return changes.length === 0 ? nothing : { state: buildState(changes, []), lostRecords: undefined };
  }
  const sequence = snapshot.kind === 'whole' ? snapshot.head.sequence : undefined;
  const { batches, ends } = findJournal(files, { checksum: snapshot.checksum, sequence });
  const mark = files.mark && parseMark(files.mark);
  const last = ends.at(-1)?.sequence ?? sequence;
  const lostRecords = mark && last !== undefined ? Math.max(0, mark.sequence - last) : undefined;
  return { state: buildState(snapshot.changes, batches), lostRecords };
}

/** Finds the snapshot's journal by the checksum of its first record, whatever its number. */
function findJournal({ journals }: StateFiles, start: Parameters<typeof parseJournal>[1]): JournalContent {
  return [...journals.values()]
    .map((content) => parseJournal(content, start))
    .reduce(
      (best, next) => (next.batches.length > best.batches.length ? next : best),
      parseJournal(Buffer.alloc(0), start),
    );
}

/**
 * Drops the last project, which may lack branches that followed the damage. Drops everything if there is no project,
 * because the users may be incomplete.
 */
function dropUnfinishedProject(changes: readonly Change[]): readonly Change[] {
  const isProject = ([path]: Change): boolean => path.length === 2 && path[0] === 'projects';
  return changes.slice(0, Math.max(0, changes.findLastIndex(isProject)));
}
