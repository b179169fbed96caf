import type { Dirent } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { unlessCode } from '../errors.ts';
import { giveToServer, type HeldFolder, holdFolder } from '../root-dir/index.ts';
import { type CopyFile, createCopyFile } from './copy-file.ts';

export interface CopyTreeOptions {
  /** True if files can grow, shrink or vanish during the copy. */
  readonly live: boolean;
  /** Returns whether to leave out an entry; paths are relative, with forward slashes. */
  readonly skip: (path: string, kind: 'file' | 'folder') => boolean;
}

/**
 * Makes `to` an exact copy of a tree, owned by the user who runs Postgres; shares blocks if the file system can.
 * Overwrites or removes existing entries in `to`. Follows no links on either side.
 */
export async function copyTree(from: string, to: string, options: CopyTreeOptions): Promise<void> {
  await makeFolder(to);
  await copyFolder(from, to, '', { ...options, copy: createCopyFile() });
}

interface CopyWork extends CopyTreeOptions {
  readonly copy: CopyFile;
}

async function copyFolder(from: string, to: string, folder: string, work: CopyWork): Promise<void> {
  // The folder vanishes if its database is dropped during the copy.
  const source = work.live ? await unlessCode(hold(from), 'ENOENT') : await hold(from);
  const target = await hold(to);
  try {
    await copyEntries(source, target, folder, work);
  } finally {
    source?.release();
    target.release();
  }
}

async function copyEntries(
  source: HeldFolder | undefined,
  target: HeldFolder,
  folder: string,
  work: CopyWork,
): Promise<void> {
  const entries = source ? await readdir(source.path, { withFileTypes: true }) : [];
  const old = new Map(
    (await readdir(target.path, { withFileTypes: true })).map((entry) => [entry.name, kindOf(entry)]),
  );
  for (const entry of entries) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    const kind = kindOf(entry);
    if (!source || kind === 'other' || work.skip(path, kind)) continue;
    const [from, to] = [join(source.path, entry.name), join(target.path, entry.name)];
    if (old.has(entry.name) && old.get(entry.name) !== kind) await rm(to, { recursive: true });
    old.delete(entry.name);
    if (kind === 'folder') {
      await makeFolder(to);
      await copyFolder(from, to, path, work);
      continue;
    }
    const done = work.copy(from, to);
    if (!work.live) await done;
    else if (!(await wasCopied(done))) await rm(to, { force: true });
  }
  for (const name of old.keys()) await rm(join(target.path, name), { recursive: true, force: true });
}

async function hold(path: string): Promise<HeldFolder> {
  return holdFolder(path);
}

function kindOf(entry: Dirent): 'file' | 'folder' | 'other' {
  if (entry.isDirectory()) return 'folder';
  return entry.isFile() ? 'file' : 'other';
}

async function makeFolder(path: string): Promise<void> {
  const made = await unlessCode(
    mkdir(path, { mode: 0o700 }).then(() => true),
    'EEXIST',
  );
  if (made) await giveToServer(path);
}

async function wasCopied(copied: Promise<void>): Promise<boolean> {
  const isCopied = await unlessCode(
    copied.then(() => true),
    'ENOENT',
  );
  return isCopied ?? false;
}
