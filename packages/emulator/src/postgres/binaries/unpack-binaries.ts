import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, chmod, cp, lstat, readdir, readFile, symlink } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { makeFolders } from '@neon-api/ground/node';
import { removeTree, renameUnlessTaken } from '../../support/index.ts';
import { unlessCode } from '../errors.ts';
import { isRoot } from '../root-dir/index.ts';
import { type AddedExtensions, addExtensions } from './added-extensions.ts';
import { isReadableByAll } from './cache-dir.ts';
import { prepareExtensions } from './prepare-extensions.ts';

interface SymlinkEntry {
  readonly source: string;
  readonly target: string;
}

/**
 * Copies `native/` of an embedded Postgres package to `finalDir`, and creates the links between its libraries, because
 * package managers do not run its install script. The folder appears whole or not at all, so two first starts at once
 * both succeed.
 */
export async function unpackBinaries(nativeDir: string, finalDir: string, added?: AddedExtensions): Promise<void> {
  if (await exists(finalDir)) return repairModes(finalDir);
  const tempDir = `${finalDir}.${process.pid}-${randomBytes(4).toString('hex')}`;
  try {
    makeFolders(dirname(finalDir));
    await cp(nativeDir, tempDir, {
      recursive: true,
      mode: constants.COPYFILE_FICLONE,
      filter: (source) => !isOnlyForLinking(source),
    });
    for (const { source, target } of await readSymlinks(nativeDir)) {
      const link = join(tempDir, relative('native', target));
      await unlessCode(symlink(relative(dirname(target), source), link), 'EEXIST');
    }
    for (const program of await readdir(join(tempDir, 'bin'))) await chmod(join(tempDir, 'bin', program), 0o755);
    if (added) await addExtensions(added, tempDir);
    await prepareExtensions(tempDir);
    await repairModes(tempDir);
    await renameUnlessTaken(tempDir, finalDir);
  } finally {
    await removeTree(tempDir);
  }
}

/** Opens a copy of a package that was installed under umask 077, which other users cannot read. */
async function repairModes(dir: string): Promise<void> {
  if (isRoot() && !isReadableByAll((await lstat(dir)).mode)) await openToAll(dir);
}

/** Under root, Postgres runs as another user, who must read every file and run every program. */
async function openToAll(dir: string): Promise<void> {
  for (const entry of await readdir(dir, { withFileTypes: true, recursive: true })) {
    if (entry.isSymbolicLink()) continue;
    const path = join(entry.parentPath, entry.name);
    const { mode } = await lstat(path);
    await chmod(path, (mode & 0o100) === 0 ? 0o644 : 0o755);
  }
  // Last, so that an interrupted repair is detected and repeated.
  await chmod(dir, 0o755);
}

async function readSymlinks(nativeDir: string): Promise<SymlinkEntry[]> {
  const text = await unlessCode(readFile(join(nativeDir, 'pg-symlinks.json'), 'utf8'), 'ENOENT');
  return text === undefined ? [] : (JSON.parse(text) as SymlinkEntry[]);
}

function isOnlyForLinking(path: string): boolean {
  return path.endsWith('.a') || basename(path) === 'pkgconfig';
}

async function exists(path: string): Promise<boolean> {
  return (
    (await unlessCode(
      access(path).then(() => true),
      'ENOENT',
    )) ?? false
  );
}
