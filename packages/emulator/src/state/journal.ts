import { type FileHandle, open } from 'node:fs/promises';
import type { Change } from './state-changes.ts';

/** A file to which changes are only ever added: one line for those that belong together. */
export interface Journal {
  readonly sizeBytes: number;
  /** Resolves when the changes, each as JSON text, are on the disk. */
  append(changes: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** What a journal holds, and where its last whole line ends. */
export interface JournalContent {
  readonly batches: readonly (readonly Change[])[];
  readonly soundBytes: number;
}

/** It holds passwords: nobody but the owner reads it. */
const OWNER_ONLY = 0o600;

/** Goes on behind `soundBytes`: what stands after them was never acknowledged. */
export async function openJournal(path: string, soundBytes: number): Promise<Journal> {
  const file: FileHandle = await open(path, soundBytes === 0 ? 'w' : 'r+', OWNER_ONLY);
  await file.truncate(soundBytes);
  let sizeBytes = soundBytes;
  return {
    get sizeBytes() {
      return sizeBytes;
    },
    async append(changes) {
      const line = Buffer.from(`[${changes.join(',')}]\n`);
      // At a place of our own rather than at the end: a line that failed half-way is written over.
      await file.write(line, 0, line.byteLength, sizeBytes);
      await file.datasync();
      sizeBytes += line.byteLength;
    },
    close: () => file.close(),
  };
}

/**
 * A line that was being written when the process was killed has no end, and is left out. Throws when an earlier line
 * cannot be read: something else has damaged the file.
 */
export function parseJournal(content: Buffer): JournalContent {
  const soundBytes = content.lastIndexOf(0x0a) + 1;
  const lines = content.subarray(0, soundBytes).toString('utf8').split('\n').slice(0, -1);
  return { batches: lines.map((line) => JSON.parse(line) as Change[]), soundBytes };
}
