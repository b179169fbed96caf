import { type FileHandle, open } from 'node:fs/promises';
import { NeonUsageError } from '@neon-api/client';
import type { CheckpointStore } from '../fleet/index.ts';

export interface FileCheckpointOptions {
  /** Name of the job. `load` refuses the file of another job. */
  readonly job: string;
}

/**
 * Creates a checkpoint in a file: a line for the job, and a line for each finished unit, written to disk before
 * `markDone` resolves. An incomplete last line, which a killed process may leave, is ignored. Only one process at a time
 * may use the file. Delete the file to start over. The file has mode 0600.
 *
 * @throws NeonUsageError, from `load`, if the file belongs to another job or is not a checkpoint
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
        // Checks that the file belongs to this job before it changes the file.
        if (header === undefined ? text !== '' && !headerOf(job).startsWith(text) : header !== headerOf(job)) {
          throw new NeonUsageError(
            `${path} is not the checkpoint of the job ${JSON.stringify(job)}. Use another file.`,
          );
        }
        if (whole !== text) await file.truncate(Buffer.byteLength(whole));
        if (header === undefined) await appendLine(file, headerOf(job));
        return keys.map((line) => readKey(line, path));
      }),
    markDone(key) {
      // Writes run one after the other, so that lines do not mix.
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
    // Reported below.
  }
  throw new NeonUsageError(`${path} has an invalid line: ${line.slice(0, 80)}. Fix the line, or delete the file.`);
}
