import { type FileHandle, open } from 'node:fs/promises';
import { NeonUsageError } from '@neon-api/client';
import type { CheckpointStore } from '../fleet/index.ts';

export interface FileCheckpointOptions {
  /** Name of the job, so that the file of another is not taken for this one's. */
  readonly job: string;
}

/**
 * A checkpoint in a file: a line for the job, and one for each unit that is done, on disk before the next unit begins.
 * A line that a killed process left unfinished counts as not written. One process at a time may use a file; delete it
 * to begin anew. It is made with mode 0600.
 *
 * @throws NeonUsageError, from `load`, when the file is of another job or is no checkpoint
 * @example
 * const checkpoint = createFileCheckpoint('.neon-migrate.jsonl', { job: 'migrate to v2' });
 */
export function createFileCheckpoint(path: string, { job }: FileCheckpointOptions): CheckpointStore {
  let lastWrite: Promise<void> = Promise.resolve();
  return {
    load: () =>
      withFile(path, async (file) => {
        const text = await file.readFile('utf8');
        const whole = text.slice(0, text.lastIndexOf('\n') + 1);
        const [header, ...keys] = whole.split('\n').slice(0, -1);
        // Whose file it is comes before any change to it.
        if (header === undefined ? text !== '' && !headerOf(job).startsWith(text) : header !== headerOf(job)) {
          throw new NeonUsageError(
            `${path} is not the checkpoint of the job ${JSON.stringify(job)}. Name another file.`,
          );
        }
        if (whole !== text) await file.truncate(Buffer.byteLength(whole));
        if (header === undefined) await appendLine(file, headerOf(job));
        return keys.map((line) => readKey(line, path));
      }),
    markDone(key) {
      // One after the other, so that lines do not mix.
      const write = lastWrite.then(() => withFile(path, (file) => appendLine(file, JSON.stringify(key))));
      lastWrite = write.catch(() => undefined);
      return write;
    },
  };
}

function headerOf(job: string): string {
  return JSON.stringify({ neonCheckpoint: 1, job });
}

async function withFile<T>(path: string, use: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await open(path, 'a+', 0o600);
  try {
    return await use(file);
  } finally {
    await file.close();
  }
}

async function appendLine(file: FileHandle, line: string): Promise<void> {
  await file.appendFile(`${line}\n`);
  await file.datasync();
}

function readKey(line: string, path: string): string {
  try {
    const key: unknown = JSON.parse(line);
    if (typeof key === 'string') return key;
  } catch {
    // Told below.
  }
  throw new NeonUsageError(`${path} has a line that is no unit: ${line.slice(0, 80)}. Repair it, or delete the file.`);
}
