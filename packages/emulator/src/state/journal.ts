import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { formatRecord, type Position } from './journal-records.ts';
import { OWNER_ONLY, syncFolder } from './replace-file.ts';

/** An append-only file with disk space reserved for more records. */
export interface Journal {
  readonly end: Position;
  /** How many bytes can be appended without allocating disk space. */
  readonly roomBytes: number;
  /** Resolves when the changes, each JSON text, are on the disk. */
  append(changes: readonly string[]): Promise<void>;
  /** Reserves space for this many bytes after the last record. */
  extend(roomBytes: number): Promise<void>;
  close(): Promise<void>;
}

export interface JournalPlace {
  readonly path: string;
  /** The end of the last valid record. */
  readonly end: Position;
  /** The end of the zeros after it. Anything beyond was never acknowledged. */
  readonly reservedBytes: number;
}

/** Opens a journal, new or existing, to continue after the last record. */
export async function openJournal({ path, end: start, reservedBytes }: JournalPlace): Promise<Journal> {
  const file = await openOrCreate(path, start.sizeBytes === 0 && reservedBytes === 0);
  let end = start;
  let reserved = reservedBytes;
  try {
    await file.truncate(reserved);
  } catch (error) {
    await file.close();
    throw error;
  }

  async function write(bytes: Buffer, at: number): Promise<void> {
    for (let done = 0; done < bytes.byteLength; ) {
      const { bytesWritten } = await file.write(bytes, done, bytes.byteLength - done, at + done);
      done += bytesWritten;
    }
    await file.datasync();
  }

  return {
    get end() {
      return end;
    },
    get roomBytes() {
      return reserved - end.sizeBytes;
    },
    async append(changes) {
      const record = formatRecord(changes, end);
      try {
        await write(record.line, end.sizeBytes);
      } catch (error) {
        // If a shorter record takes this place, it must not be followed by the rest of this one.
        const spoiled = Buffer.alloc(Math.min(record.line.byteLength, reserved - end.sizeBytes));
        await write(spoiled, end.sizeBytes).catch(() => {});
        throw error;
      }
      end = record.end;
      reserved = Math.max(reserved, end.sizeBytes);
    },
    async extend(roomBytes) {
      const wanted = end.sizeBytes + roomBytes;
      if (wanted <= reserved) return;
      await write(Buffer.alloc(wanted - reserved), reserved);
      reserved = wanted;
    },
    close: () => file.close(),
  };
}

async function openOrCreate(path: string, isNew: boolean): Promise<FileHandle> {
  if (!isNew) return open(path, 'r+');
  const file = await open(path, 'w', OWNER_ONLY);
  await syncFolder(dirname(path));
  return file;
}
