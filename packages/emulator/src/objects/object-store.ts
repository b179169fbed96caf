import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiError, WriteError } from '../errors/index.ts';
import { renameWithRetrySync } from '../support/index.ts';

/** Contents of bucket objects as files named by their SHA-256: branches that share an object share its file. */
export interface ObjectStore {
  /** Returns the digest. Throws an ApiError that names the disk when it is full; then nothing is kept. */
  put(content: Uint8Array): string;
  /** Throws an ApiError that names the file when it is gone or does not hold what was put there. */
  get(digest: string): Uint8Array;
  remove(digest: string): void;
  /** Removes the folder when it was a temporary one. */
  close(): void;
}

function digestOf(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** False also for a file that is damaged: what is uploaded again takes its place. */
function holds(path: string, digest: string): boolean {
  return existsSync(path) && digestOf(readFileSync(path)) === digest;
}

function replaceFile(path: string, content: Uint8Array): void {
  try {
    writeFileSync(`${path}.new`, content, { mode: 0o600, flush: true });
    renameWithRetrySync(`${path}.new`, path);
  } catch (error) {
    rmSync(`${path}.new`, { force: true });
    throw new WriteError(path, error, 'the object was not stored');
  }
}

function damaged(what: string): ApiError {
  return new ApiError(500, `${what}. Upload the object again.`, 'object_damaged');
}

/** Under `dir`, or a temporary folder; either is made when the first object comes. */
export function createObjectStore(dir: string | undefined): ObjectStore {
  let folder: string | undefined;
  const open = (): string => {
    if (folder === undefined) {
      folder = dir ?? mkdtempSync(join(tmpdir(), 'neon-emulator-objects-'));
      mkdirSync(folder, { recursive: true, mode: 0o700 });
    }
    return folder;
  };
  return {
    put(content) {
      const digest = digestOf(content);
      const path = join(open(), digest);
      if (!holds(path, digest)) replaceFile(path, content);
      return digest;
    },
    get(digest) {
      const path = join(open(), digest);
      if (!existsSync(path)) throw damaged(`The file of this object is gone: ${path}`);
      const content = readFileSync(path);
      if (digestOf(content) === digest) return content;
      throw damaged(`The file of this object does not hold what was uploaded: ${path} is damaged`);
    },
    remove: (digest) => rmSync(join(open(), digest), { force: true }),
    close() {
      if (dir === undefined && folder !== undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}
