import { checksumOf, formatChecksum } from './checksum.ts';
import type { Change } from './state-changes.ts';

/** The end of the written data. */
export interface Position {
  /** Number of the last record. Numbers are consecutive. */
  readonly sequence: number;
  /** Checksum of everything from the start of the snapshot. */
  readonly checksum: number;
  /** Offset of the next record. */
  readonly sizeBytes: number;
}

/** The content of a journal up to the first byte that is not part of a valid record. */
export interface JournalContent {
  readonly batches: readonly (readonly Change[])[];
  /** The position after each batch. */
  readonly ends: readonly Position[];
  readonly rest: Rest;
}

/**
 * What follows the last valid record: free space (`room`), an interrupted write (`torn`), or `damage`, an invalid
 * record with later records behind it.
 */
export type Rest =
  | { readonly kind: 'room' }
  | { readonly kind: 'torn'; readonly reason: string }
  | { readonly kind: 'damage'; readonly reason: string };

const NEWLINE = 0x0a;
const HEAD = /^(\d{1,15}) ([0-9a-f]{8}) (?=\[)/;
const LONGEST_HEAD_BYTES = 15 + 1 + 8 + 1 + 1;

/** Formats one batch of changes, each JSON text, as a line with a number and a checksum. */
export function formatRecord(changes: readonly string[], before: Position): { line: Buffer; end: Position } {
  const sequence = before.sequence + 1;
  const json = `[${changes.join(',')}]`;
  const checksum = checksumOf(before.checksum, `${sequence} `, json);
  const line = Buffer.from(`${sequence} ${formatChecksum(checksum)} ${json}\n`);
  return { line, end: { sequence, checksum, sizeBytes: before.sizeBytes + line.byteLength } };
}

/** `before` is the end of the snapshot. If its number is unknown, the first record has it, proven by its checksum. */
export function parseJournal(
  content: Buffer,
  before: Pick<Position, 'checksum'> & { readonly sequence: number | undefined },
): JournalContent {
  const batches: Change[][] = [];
  const ends: Position[] = [];
  let { checksum } = before;
  let next = before.sequence === undefined ? readHead(content)?.sequence : before.sequence + 1;
  for (let offset = 0; ; ) {
    const rest = content.subarray(offset);
    const line = readLine(rest);
    const head = readHead(rest);
    if (!line || !head) return { batches, ends, rest: judgeRest(rest, next ?? 0, 'no record starts here') };
    if (head.sequence !== next) {
      const reason = `found record ${head.sequence} instead of record ${next}`;
      return { batches, ends, rest: judgeRest(rest, next ?? 0, reason) };
    }
    const json = line.subarray(head.sizeBytes);
    const expected = checksumOf(checksum, `${head.sequence} `, json);
    if (expected !== head.checksum) {
      const reason = `the checksum of record ${head.sequence} is wrong`;
      return { batches, ends, rest: judgeRest(rest, next, reason) };
    }
    batches.push(JSON.parse(json.toString('utf8')) as Change[]);
    offset += line.byteLength + 1;
    checksum = expected;
    ends.push({ sequence: next, checksum, sizeBytes: offset });
    next += 1;
  }
}

/** Returns the number of the last line that looks like a record, valid or not; undefined if there is none. */
export function findLastSequence(content: Buffer): number | undefined {
  let last: number | undefined;
  for (let rest = content; rest.byteLength > 0; ) {
    const head = readHead(rest);
    if (head) last = Math.max(last ?? 0, head.sequence);
    rest = rest.subarray((readLine(rest)?.byteLength ?? rest.byteLength) + 1);
  }
  return last;
}

export function isZeros(content: Buffer): boolean {
  return content.equals(Buffer.alloc(content.byteLength));
}

function judgeRest(rest: Buffer, next: number, reason: string): Rest {
  if (isZeros(rest)) return { kind: 'room' };
  // Records are written in sequence, so a later one proves that this one was complete.
  const later = findLastSequence(rest);
  return { kind: later !== undefined && later > next ? 'damage' : 'torn', reason };
}

/** Returns the first line without its newline; undefined if it has none. */
function readLine(content: Buffer): Buffer | undefined {
  const end = content.indexOf(NEWLINE);
  return end < 0 ? undefined : content.subarray(0, end);
}

interface Head {
  readonly sequence: number;
  readonly checksum: number;
  readonly sizeBytes: number;
}

function readHead(line: Buffer): Head | undefined {
  const match = HEAD.exec(line.subarray(0, LONGEST_HEAD_BYTES).toString('latin1'));
  if (!match) return undefined;
  const [text, sequence = '', checksum = ''] = match;
  return { sequence: Number(sequence), checksum: Number.parseInt(checksum, 16), sizeBytes: text.length };
}
