import type { Change } from './state-changes.ts';

export interface OldJournalContent {
  readonly batches: readonly (readonly Change[])[];
  /** Offset of the first unreadable line. An incomplete last line does not count: it was never acknowledged. */
  readonly damagedAt: number | undefined;
}

/** Parses a journal of version 2: lines of changes without numbers and checksums. */
export function parseOldJournal(content: Buffer): OldJournalContent {
  const batches: Change[][] = [];
  for (let offset = 0; ; ) {
    const end = content.indexOf('\n', offset);
    if (end < 0) return { batches, damagedAt: undefined };
    const batch = parseLine(content.subarray(offset, end).toString('utf8'));
    if (!batch) return { batches, damagedAt: offset };
    batches.push(batch);
    offset = end + 1;
  }
}

function parseLine(line: string): Change[] | undefined {
  try {
    const batch: unknown = JSON.parse(line);
    return Array.isArray(batch) ? batch : undefined;
  } catch {
    return undefined;
  }
}
