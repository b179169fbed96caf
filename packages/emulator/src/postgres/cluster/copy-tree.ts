import { constants } from 'node:fs';
import { chmod, copyFile, mkdir, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode, unlessCode } from '../errors.ts';
import { giveToServer } from '../root-dir/index.ts';

const WORKERS = 8;
const CHUNK_BYTES = 1 << 18;

export interface CopyTreeOptions {
  /** Files grow, shrink and vanish while they are copied. */
  readonly live: boolean;
  /** Whether an entry is left out; paths are relative, with forward slashes. */
  readonly skip: (path: string, kind: 'file' | 'folder') => boolean;
}

/** Copies a tree of files for the user who runs Postgres; blocks are shared where the file system can. */
export async function copyTree(from: string, to: string, options: CopyTreeOptions): Promise<void> {
  const files: string[] = [];
  await copyFolders(from, to, '', options, files);
  const copy = options.live ? createLiveCopy() : copyAtRest;
  const worker = async (): Promise<void> => {
    for (let path = files.pop(); path !== undefined; path = files.pop()) await copy(join(from, path), join(to, path));
  };
  await Promise.all(Array.from({ length: WORKERS }, worker));
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
  await mkdir(join(to, folder), { mode: 0o700 });
  await giveToServer(join(to, folder));
  for (const entry of entries) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory() && !options.skip(path, 'folder')) await copyFolders(from, to, path, options, files);
    if (entry.isFile() && !options.skip(path, 'file')) files.push(path);
  }
}

async function copyAtRest(from: string, to: string): Promise<void> {
  await copyFile(from, to, constants.COPYFILE_FICLONE);
  await chmod(to, 0o600);
  await giveToServer(to);
}

/** Copies files that may vanish or change their length meanwhile. */
export function createLiveCopy(): (from: string, to: string) => Promise<void> {
  let canReflink = true;
  return async (from, to) => {
    if (canReflink) {
      try {
        await copyFile(from, to, constants.COPYFILE_FICLONE_FORCE);
        await giveToServer(to);
        return;
      } catch (error) {
        if (errorCode(error) === 'ENOENT') return;
        canReflink = false;
      }
    }
    // Not fs.copyFile: it copies the length it saw first, and never ends when the file was cut meanwhile.
    await unlessCode(copyToEnd(from, to), 'ENOENT');
  };
}

async function copyToEnd(from: string, to: string): Promise<void> {
  const source = await open(from, 'r');
  try {
    const target = await open(to, 'w', 0o600);
    try {
      const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
      for (;;) {
        const { bytesRead } = await source.read(chunk, 0, CHUNK_BYTES);
        if (bytesRead === 0) break;
        await target.writeFile(chunk.subarray(0, bytesRead));
      }
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
  await giveToServer(to);
}
