import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { unlessCode } from '../errors.ts';
import { makeServerDir } from './server-user.ts';

/** As many as Node's thread pool runs at a time. */
const AT_ONCE = 4;

export interface MirrorRules {
  /** Returns whether to leave out an entry; paths are relative, with forward slashes. */
  readonly skip: (path: string, kind: 'file' | 'folder') => boolean;
  /** Creates the file `to` for the file `from`. */
  readonly makeFile: (from: string, to: string) => Promise<void>;
  /** Stops after the current files. */
  readonly signal: AbortSignal;
}

/**
 * Creates the folders of a tree for the user who runs Postgres, and a file for each of its files. Folders that vanish
 * meanwhile count as empty.
 */
export async function mirrorTree(from: string, to: string, rules: MirrorRules, folder = ''): Promise<void> {
  const { skip, makeFile, signal } = rules;
  const pathOf = (name: string): string => (folder === '' ? name : `${folder}/${name}`);
  await makeServerDir(to);
  const found = (await unlessCode(readdir(from, { withFileTypes: true }), 'ENOENT')) ?? [];
  const files = found.filter((entry) => entry.isFile() && !skip(pathOf(entry.name), 'file'));
  const folders = found.filter((entry) => entry.isDirectory() && !skip(pathOf(entry.name), 'folder'));
  const makeNext = async (): Promise<void> => {
    for (let file = files.pop(); file && !signal.aborted; file = files.pop()) {
      await makeFile(join(from, file.name), join(to, file.name));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, makeNext));
  for (const { name } of folders) {
    if (signal.aborted) return;
    await mirrorTree(join(from, name), join(to, name), rules, pathOf(name));
  }
}
