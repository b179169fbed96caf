import { errorCode } from '../support/index.ts';

export { errorCode };

/** Returns the result of `work`, or undefined if it fails with one of these codes. */
export async function unlessCode<Value>(work: Promise<Value>, ...codes: string[]): Promise<Value | undefined> {
  try {
    return await work;
  } catch (error) {
    if (codes.includes(errorCode(error) ?? '')) return undefined;
    throw error;
  }
}

/** Error codes of the system and of Postgres (disk_full) for a full disk. */
const NO_ROOM: readonly (string | undefined)[] = ['ENOSPC', 'EDQUOT', '53100'];

/** Replaces a disk-full error with one that names the disk; returns other errors unchanged. */
export function nameFullDisk(error: unknown, path: string): unknown {
  return NO_ROOM.includes(errorCode(error)) ? fullDiskError(path, error) : error;
}

export function fullDiskError(path: string, cause: unknown): Error {
  return new Error(`The disk that holds ${path} is full. Free some space on it, and try again.`, { cause });
}
