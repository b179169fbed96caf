import { checksumOf, formatChecksum } from './checksum.ts';
import type { Change } from './state-changes.ts';

const VERSION = 3;
/** The version without checksums. */
const OLD_VERSION = 2;

/** The header of a snapshot. */
export interface SnapshotHead {
  /** A random id of the state, to detect files of another one. */
  readonly stateId: string;
  /** Number of the journal that continues from here. */
  readonly journal: number;
  /** Number of the last record in the snapshot. */
  readonly sequence: number;
}

/** The changes that build the state from nothing, and the condition of the file. */
export type SnapshotContent =
  | {
      readonly kind: 'whole';
      readonly head: SnapshotHead;
      readonly changes: readonly Change[];
      /** Checksum of all changes; the first record of the journal continues it. */
      readonly checksum: number;
    }
  | { readonly kind: 'old'; readonly journal: number; readonly changes: readonly Change[] }
  | {
      readonly kind: 'damaged';
      readonly offset: number;
      readonly reason: string;
      /** The changes before the damage. */
      readonly changes: readonly Change[];
      /** Checksum of all changes, if only the header is damaged. */
      readonly checksum: number | undefined;
    };

/** Formats a snapshot of `changes`, each JSON text. Each checksum also covers the changes before it. */
export function formatSnapshot(changes: readonly string[], head: SnapshotHead): { text: string; checksum: number } {
  let checksum = 0;
  const lines = changes.map((change) => {
    checksum = checksumOf(checksum, change);
    return `["${formatChecksum(checksum)}",${change}]`;
  });
  return { text: `${formatHead(head, checksum)}\n${lines.join(',\n')}\n]}\n`, checksum };
}

function formatHead({ stateId, journal, sequence }: SnapshotHead, ofChanges: number): string {
  const fields = `"version":${VERSION},"id":"${stateId}","journal":${journal},"sequence":${sequence}`;
  return `{${fields},"checksum":"${formatChecksum(checksumOf(ofChanges, fields))}","changes":[`;
}

const HEAD = /^\{"version":3,"id":"([0-9a-f]{12})","journal":(\d{1,15}),"sequence":(\d{1,15}),/;
const LINE = /^\["([0-9a-f]{8})",(.*)\](,?)$/s;
const NEWLINE = '\n';

export function parseSnapshot(content: Buffer): SnapshotContent {
  const text = content.toString('latin1');
  const version = Number(/^\{"version":(\d+),/.exec(text.slice(0, 30))?.[1] ?? VERSION);
  const old = version === OLD_VERSION ? parseOldSnapshot(content.toString('utf8')) : undefined;
  if (old) return old;
  const firstLine = text.slice(0, Math.max(0, text.indexOf(NEWLINE)));
  const { changes, checksum, offset, reason } = parseLines(text, firstLine.length + 1);
  if (version !== VERSION && version !== OLD_VERSION) {
    const unknown = `its format is version ${version}; this emulator reads versions ${OLD_VERSION} and ${VERSION}`;
    return {
      kind: 'damaged',
      offset: 0,
      reason: unknown,
      changes,
      checksum: reason === undefined ? checksum : undefined,
    };
  }
  if (reason !== undefined) return { kind: 'damaged', offset, reason, changes, checksum: undefined };
  const [, stateId = '', journal, sequence] = HEAD.exec(firstLine) ?? [];
  const head = { stateId, journal: Number(journal), sequence: Number(sequence) };
  if (firstLine === formatHead(head, checksum)) return { kind: 'whole', head, changes, checksum };
  return { kind: 'damaged', offset: 0, reason: 'the checksum of its first line is wrong', changes, checksum };
}

interface Lines {
  readonly changes: readonly Change[];
  readonly checksum: number;
  /** The offset where parsing stopped. */
  readonly offset: number;
  /** Undefined if everything is valid. */
  readonly reason: string | undefined;
}

/** Parses changes up to the first invalid byte. The text has one character per byte. */
function parseLines(text: string, start: number): Lines {
  const changes: Change[] = [];
  let checksum = 0;
  for (let offset = start; ; ) {
    const end = text.indexOf(NEWLINE, offset);
    const [, stated, json = '', comma] = LINE.exec(text.slice(offset, Math.max(offset, end))) ?? [];
    if (end < 0 || stated === undefined) {
      return { changes, checksum, offset, reason: `change ${changes.length + 1} is missing` };
    }
    const bytes = Buffer.from(json, 'latin1');
    const expected = checksumOf(checksum, bytes);
    if (formatChecksum(expected) !== stated) {
      return { changes, checksum, offset, reason: `the checksum of change ${changes.length + 1} is wrong` };
    }
    checksum = expected;
    changes.push(JSON.parse(bytes.toString('utf8')) as Change);
    offset = end + 1;
    if (comma) continue;
    const isEnd = text.slice(offset) === ']}\n';
    return { changes, checksum, offset, reason: isEnd ? undefined : 'its end is wrong' };
  }
}

function parseOldSnapshot(text: string): Extract<SnapshotContent, { readonly kind: 'old' }> | undefined {
  try {
    const parsed = JSON.parse(text) as { readonly journal: number; readonly changes: Change[] };
    // A snapshot of the current version with a damaged version number still has a checksum.
    if ('checksum' in parsed || !Number.isSafeInteger(parsed.journal) || !Array.isArray(parsed.changes))
      return undefined;
    return { kind: 'old', journal: parsed.journal, changes: parsed.changes };
  } catch {
    return undefined;
  }
}
