import { type FileHandle, open } from 'node:fs/promises';
import { checksumOf, formatChecksum } from './checksum.ts';
import type { Position } from './journal-records.ts';
import { replaceFile } from './replace-file.ts';

/** The last acknowledged record and its position. The files on the disk must reach at least this far. */
export interface Mark extends Position {
  /** The id of the state that the mark belongs to. */
  readonly stateId: string;
  /** Number of the journal. */
  readonly journal: number;
}

/** Always the same length, so that it is overwritten in one step and needs no new disk space. */
function formatMark({ stateId, journal, sequence, sizeBytes, checksum }: Mark): string {
  const [a, b, c] = [journal, sequence, sizeBytes].map((number) => String(number).padStart(15, '0'));
  const text = `${stateId} journal ${a} record ${b} bytes ${c} checksum ${formatChecksum(checksum)}`;
  return `${text} ${formatChecksum(checksumOf(0, text))}\n`;
}

const FORM =
  /^(([0-9a-f]{12}) journal (\d{15}) record (\d{15}) bytes (\d{15}) checksum ([0-9a-f]{8})) ([0-9a-f]{8})\n$/;

/** Returns undefined if the mark is damaged. */
export function parseMark(content: Buffer): Mark | undefined {
  const match = FORM.exec(content.toString('latin1'));
  if (!match) return undefined;
  const [, text = '', stateId = '', journal, sequence, sizeBytes, checksum = '', own = ''] = match;
  if (formatChecksum(checksumOf(0, text)) !== own) return undefined;
  return {
    stateId,
    journal: Number(journal),
    sequence: Number(sequence),
    sizeBytes: Number(sizeBytes),
    checksum: Number.parseInt(checksum, 16),
  };
}

export interface MarkFile {
  /**
   * Call it only after the marked data is on the disk. The mark itself is not synced: after a power cut it may be
   * behind the data, but never ahead.
   */
  write(mark: Mark): Promise<void>;
  close(): Promise<void>;
}

/** Opens an existing mark to overwrite it. */
export async function openMarkFile(path: string): Promise<MarkFile> {
  const file: FileHandle = await open(path, 'r+');
  return {
    async write(mark) {
      await file.write(formatMark(mark), 0);
    },
    close: () => file.close(),
  };
}

export async function createMarkFile(path: string, mark: Mark): Promise<MarkFile> {
  await replaceFile(path, formatMark(mark));
  return openMarkFile(path);
}
