import { type FileHandle, open } from 'node:fs/promises';
import { checksumOf, formatChecksum } from './checksum.ts';
import type { Position } from './journal-records.ts';
import { replaceFile } from './replace-file.ts';

/** The last record that was acknowledged, and where: what is on the disk must reach at least as far. */
export interface Mark extends Position {
  /** Of the state that it belongs to. */
  readonly stateId: string;
  /** Number of the journal. */
  readonly journal: number;
}

/** Always of the same length, so that it is written over in one step and takes no more of the disk. */
function formatMark({ stateId, journal, sequence, sizeBytes, checksum }: Mark): string {
  const [a, b, c] = [journal, sequence, sizeBytes].map((number) => String(number).padStart(15, '0'));
  const text = `${stateId} journal ${a} record ${b} bytes ${c} checksum ${formatChecksum(checksum)}`;
  return `${text} ${formatChecksum(checksumOf(0, text))}\n`;
}

const FORM =
  /^(([0-9a-f]{12}) journal (\d{15}) record (\d{15}) bytes (\d{15}) checksum ([0-9a-f]{8})) ([0-9a-f]{8})\n$/;

/** Undefined when it is damaged. */
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
   * Only after what it says is on the disk. It is not forced there itself: after a power cut it may say less than there
   * is, and never more.
   */
  write(mark: Mark): Promise<void>;
  close(): Promise<void>;
}

/** Writes over the file that is there. */
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
