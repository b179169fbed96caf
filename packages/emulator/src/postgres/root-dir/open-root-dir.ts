import { chmod, readdir, realpath, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '@neon-api/ground';
import { makeFolders } from '@neon-api/ground/node';
import { type DirectoryLock, lockDirectory } from '../../directory-lock/index.ts';
import { removeTree, renameWithRetry } from '../../support/index.ts';
import { ensureAdminPassword } from './admin-password.ts';
import { dataDirOf, layoutOf, PARTIAL_SUFFIX, type RootLayout } from './layout.ts';
import { assertKeepsPermissions } from './permissions.ts';
import { assertReachableByServer, guardDir, isRoot, makeGuardedDir } from './server-user.ts';

export interface RootDir {
  readonly layout: RootLayout;
  readonly lock: DirectoryLock;
  readonly adminPassword: string;
}

/**
 * Creates the root folder if it does not exist, and locks it for this process. A new folder gets `newPassword` or a
 * random one.
 */
export async function openRootDir(dir: string, newPassword?: string): Promise<RootDir> {
  const rootDir = await makeRootDir(dir).catch((cause: unknown) => refuse(dir, cause));
  // Postgres would fail later, with a less clear message.
  await assertReachableByServer(rootDir);
  await assertKeepsPermissions(rootDir);
  const layout = layoutOf(rootDir);
  const lock = await lockDirectory(rootDir, layout.lockFile).catch((cause: unknown) => {
    if (cause instanceof Error && 'code' in cause) return refuse(dir, cause);
    throw cause;
  });
  try {
    for (const dir of [layout.branchesDir, layout.templatesDir, layout.basesDir, layout.sparesDir]) {
      await makeGuardedDir(dir);
    }
    for (const name of await readdir(layout.branchesDir)) await guardDir(join(layout.branchesDir, name));
    const adminPassword = await ensureAdminPassword(layout.passwordFile, newPassword);
    return { layout, lock, adminPassword };
  } catch (cause) {
    await lock.release();
    return refuse(dir, cause);
  }
}

/**
 * Removes stale pid files: Postgres refuses to start while any process of the same user has that id. Call it only under
 * the lock, and after every server has ended.
 */
export async function removeServerPidFiles({ branchesDir }: RootLayout): Promise<void> {
  for (const name of await readdir(branchesDir)) {
    await rm(join(dataDirOf(join(branchesDir, name)), 'postmaster.pid'), { force: true });
  }
}

/** Removes leftovers of a crash. Call it only after every stray server has been stopped. */
export async function removeLeftovers({ branchesDir, templatesDir, basesDir, sparesDir }: RootLayout): Promise<void> {
  for (const parent of [branchesDir, templatesDir, basesDir]) {
    for (const name of await readdir(parent)) {
      if (name.endsWith(PARTIAL_SUFFIX)) await removeTree(join(parent, name));
    }
  }
  for (const name of await readdir(branchesDir)) {
    if (IS_LOOK.test(name)) await removeTree(join(branchesDir, name));
  }
  for (const name of await readdir(sparesDir)) await removeTree(join(sparesDir, name));
  await endReplacements(branchesDir);
}

/** Suffixes of the folders that a replacement swaps: the new data and the old data of a branch. */
export const NEXT_SUFFIX = '-next';
export const OLD_SUFFIX = '-old';

/** Suffix, followed by a number, of a temporary copy that is only read. */
export const LOOK_SUFFIX = '-look';
const IS_LOOK = new RegExp(`${LOOK_SUFFIX}\\d+$`);

/** Finishes interrupted replacements: a missing branch gets the new data, or else the old; the rest is removed. */
async function endReplacements(branchesDir: string): Promise<void> {
  const names = new Set(await readdir(branchesDir));
  for (const suffix of [NEXT_SUFFIX, OLD_SUFFIX]) {
    for (const name of [...names].filter((candidate) => candidate.endsWith(suffix))) {
      const branchId = name.slice(0, -suffix.length);
      if (names.has(branchId)) await removeTree(join(branchesDir, name));
      else await renameWithRetry(join(branchesDir, name), join(branchesDir, branchId));
      names.add(branchId);
    }
  }
}

async function makeRootDir(dir: string): Promise<string> {
  makeFolders(dir, isRoot() ? 0o711 : 0o700);
  const rootDir = await realpath(dir);
  const { mode } = await stat(rootDir);
  // A folder of root can be closed (0700). Postgres, as another user, must be able to enter it, but not to list it.
  if (isRoot() && (mode & 0o001) === 0) await chmod(rootDir, (mode & 0o777) | 0o011);
  return rootDir;
}

function refuse(dir: string, cause: unknown): never {
  throw new Error(
    `The data directory ${dir} cannot be used: ${messageOf(cause)}. Choose one that this user can write to.`,
    { cause },
  );
}
