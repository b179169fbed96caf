import type { Dirent } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { unlessCode } from '../errors.ts';
import { giveToServer } from '../root-dir/index.ts';
import { createCopyFile } from './copy-file.ts';

export interface CopyTreeOptions {
  /** Files grow, shrink and vanish while they are copied. */
  readonly live: boolean;
  /** Whether an entry is left out; paths are relative, with forward slashes. */
  readonly skip: (path: string, kind: 'file' | 'folder') => boolean;
}

/**
 * Makes `to` the copy of a tree of files, for the user who runs Postgres; blocks are shared where the file system can.
 * What is in `to` already is written over, or removed.
 */
export async function copyTree(from: string, to: string, options: CopyTreeOptions): Promise<void> {
  const files: string[] = [];
  await copyFolders(from, to, '', options, files);
  const copy = createCopyFile();
  for (const path of files) {
    const done = copy(join(from, path), join(to, path));
    if (!options.live) await done;
    else if (!(await isThere(done))) await rm(join(to, path), { force: true });
  }
}

async function copyFolders(
  from: string,
  to: string,
  folder: string,
  options: CopyTreeOptions,
  files: string[],
): Promise<void> {
  const list = readdir(join(from, folder), { withFileTypes: true });
  // A database that is dropped meanwhile takes its folder along.
  const entries = (await (options.live ? unlessCode(list, 'ENOENT') : list)) ?? [];
  const old = new Map((await openFolder(join(to, folder))).map((entry) => [entry.name, entry.isDirectory()]));
  for (const entry of entries) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    const isFolder = entry.isDirectory();
    if (!(isFolder || entry.isFile()) || options.skip(path, isFolder ? 'folder' : 'file')) continue;
    if (old.has(entry.name) && old.get(entry.name) !== isFolder) await rm(join(to, path), { recursive: true });
    old.delete(entry.name);
    if (isFolder) await copyFolders(from, to, path, options, files);
    else files.push(path);
  }
  for (const name of old.keys()) await rm(join(to, folder, name), { recursive: true, force: true });
}

/** What is in the folder, which is made when it is missing. */
async function openFolder(path: string): Promise<Dirent[]> {
  const entries = await unlessCode(readdir(path, { withFileTypes: true }), 'ENOENT');
  if (entries) return entries;
  await mkdir(path, { mode: 0o700 });
  await giveToServer(path);
  return [];
}

async function isThere(copied: Promise<void>): Promise<boolean> {
  const isCopied = await unlessCode(
    copied.then(() => true),
    'ENOENT',
  );
  return isCopied ?? false;
}
