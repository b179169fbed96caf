import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFolders } from '@neon-api/ground/node';
import { WriteError } from '../errors/index.ts';
import { replaceFileSync } from '../support/index.ts';
import { damagedObject, type ObjectStore } from './object-store.ts';

function digestOf(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

function isDigest(name: string): boolean {
  return /^[0-9a-f]{64}$/.test(name);
}

/** Whether the file is there and intact. A damaged one is replaced by the next upload. */
function holds(path: string, digest: string): boolean {
  return existsSync(path) && digestOf(readFileSync(path)) === digest;
}

function replaceFile(path: string, content: Uint8Array): void {
  try {
    replaceFileSync(path, content);
  } catch (error) {
    throw new WriteError(path, error, 'the object was not stored');
  }
}

/** Creates a store of files in `dir` or a temporary folder. The first object creates the folder. */
export function createFileObjects(dir: string | undefined): ObjectStore {
  let folder: string | undefined;
  const open = (): string => {
    if (folder === undefined) {
      folder = dir ?? mkdtempSync(join(tmpdir(), 'neon-emulator-objects-'));
      makeFolders(folder, 0o700);
    }
    return folder;
  };
  return {
    digestOf,
    put(content) {
      const digest = digestOf(content);
      const path = join(open(), digest);
      if (!holds(path, digest)) replaceFile(path, content);
      return digest;
    },
    get(digest) {
      const path = join(open(), digest);
      if (!existsSync(path)) throw damagedObject(`The object file ${path} is missing`);
      const content = readFileSync(path);
      if (digestOf(content) === digest) return content;
      throw damagedObject(`The object file ${path} is damaged`);
    },
    remove: (digest) => rmSync(join(open(), digest), { force: true }),
    list() {
      const existing = folder ?? dir;
      return existing !== undefined && existsSync(existing) ? readdirSync(existing).filter(isDigest) : [];
    },
    close() {
      if (dir === undefined && folder !== undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}
