import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Contents of bucket objects as files named by their SHA-256: branches that share an object share its file. */
export interface ObjectStore {
  /** Returns the digest. */
  put(content: Uint8Array): string;
  get(digest: string): Uint8Array | undefined;
  remove(digest: string): void;
  /** Removes the folder when it was a temporary one. */
  close(): void;
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
      const digest = createHash('sha256').update(content).digest('hex');
      const path = join(open(), digest);
      if (existsSync(path)) return digest;
      writeFileSync(`${path}.new`, content, { mode: 0o600, flush: true });
      renameSync(`${path}.new`, path);
      return digest;
    },
    get(digest) {
      const path = join(open(), digest);
      return existsSync(path) ? readFileSync(path) : undefined;
    },
    remove: (digest) => rmSync(join(open(), digest), { force: true }),
    close() {
      if (dir === undefined && folder !== undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}
