import { randomBytes } from 'node:crypto';
import { chmod, lstat, mkdir, rmdir, statfs } from 'node:fs/promises';
import { release } from 'node:os';
import { join } from 'node:path';
import { unlessCode } from '../errors.ts';
import { giveToServer, isRoot, UNPRIVILEGED_ID } from './server-user.ts';

/** Postgres refuses a data directory that other users can enter. */
const OWNER_ONLY = 0o700;

/** The result of creating a folder with mode 0700 and giving it to the user who runs Postgres. */
export interface ProbedFolder {
  readonly keepsMode: boolean;
  /** True without root, because the owner does not change then. */
  readonly changesOwner: boolean;
}

export interface FileSystem {
  /** The type number from `statfs`. */
  readonly type: number;
  /** True in WSL, where Windows drives are mounted. */
  readonly isWsl: boolean;
}

/** Linux type numbers of file systems that do not store permissions. */
const NAMES: ReadonlyMap<number, string> = new Map([
  [0x4d44, 'FAT'],
  [0x2011bab0, 'exFAT'],
  [0x5346544e, 'NTFS'],
  [0x7366746e, 'NTFS'],
  [0x65735546, 'FUSE'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB'],
  [0x517b, 'SMB'],
]);
const PLAN_9 = 0x01021997;

const REFUSALS = ['EPERM', 'EACCES', 'EINVAL', 'ENOTSUP', 'ENOSYS'] as const;

/** Explains why Postgres cannot store data below a folder, and what to do; undefined if it can. */
export function judgePermissions(dir: string, probed: ProbedFolder, { type, isWsl }: FileSystem): string | undefined {
  const { keepsMode, changesOwner } = probed;
  if (keepsMode && changesOwner) return undefined;
  const name = NAMES.get(type);
  if (keepsMode && name === undefined)
    return (
      `As root, the emulator runs Postgres as user ${UNPRIVILEGED_ID}, but cannot give files below ${dir} to that user; ` +
      'allow it (docker run --cap-add CHOWN), run as another user, or choose a folder on another file system: ' +
      CHOICES
    );
  const fileSystem = isWsl && type === PLAN_9 ? 'a Windows drive' : name ? `a file system (${name})` : 'a file system';
  return (
    `The folder ${dir} is on ${fileSystem} that does not store file owners and permissions, which Postgres requires. ` +
    `Choose a folder on another file system, for example below your home directory: ${CHOICES}`
  );
}

const CHOICES =
  "--data-dir (dataDir), TMPDIR for temporary data, XDG_CACHE_HOME for the cache, or --postgres off (postgres: 'off').";

/** Throws if files below `dir` do not keep their owner and permissions. Postgres does not check these on Windows. */
export async function assertKeepsPermissions(dir: string): Promise<void> {
  if (process.platform === 'win32') return;
  const probed = await probe(dir);
  const { type } = await statfs(dir);
  const fault = judgePermissions(dir, probed, { type, isWsl: /microsoft/i.test(release()) });
  if (fault !== undefined) throw new Error(fault);
}

async function probe(dir: string): Promise<ProbedFolder> {
  const folder = join(dir, `permissions-${randomBytes(6).toString('hex')}`);
  await mkdir(folder, { mode: OWNER_ONLY });
  try {
    // Some file systems reject the call, others ignore it.
    await unlessCode(chmod(folder, OWNER_ONLY), ...REFUSALS);
    await unlessCode(giveToServer(folder), ...REFUSALS);
    const { mode, uid } = await lstat(folder);
    return { keepsMode: (mode & 0o777) === OWNER_ONLY, changesOwner: !isRoot() || uid === UNPRIVILEGED_ID };
  } finally {
    await rmdir(folder);
  }
}
