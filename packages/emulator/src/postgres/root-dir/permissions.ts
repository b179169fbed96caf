import { randomBytes } from 'node:crypto';
import { chmod, lstat, mkdir, rmdir, statfs } from 'node:fs/promises';
import { release } from 'node:os';
import { join } from 'node:path';
import { unlessCode } from '../errors.ts';
import { giveToServer, isRoot, UNPRIVILEGED_ID } from './server-user.ts';

/** Postgres refuses a data directory that others may enter. */
const OWNER_ONLY = 0o700;

/** What became of a new folder that was made for its owner only and given to the user who runs Postgres. */
export interface ProbedFolder {
  readonly keepsMode: boolean;
  /** True without root, when there is nobody to give it to. */
  readonly changesOwner: boolean;
}

export interface FileSystem {
  /** As `statfs` numbers it. */
  readonly type: number;
  /** Linux below Windows, which mounts the drives of Windows. */
  readonly isWsl: boolean;
}

/** Linux's numbers of file systems that keep no permissions. */
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

/** Why Postgres cannot keep data below a folder, and what to do; undefined when it can. */
export function judgePermissions(dir: string, probed: ProbedFolder, { type, isWsl }: FileSystem): string | undefined {
  const { keepsMode, changesOwner } = probed;
  if (keepsMode && changesOwner) return undefined;
  const name = NAMES.get(type);
  if (keepsMode && name === undefined)
    return (
      `As root, Postgres runs as user ${UNPRIVILEGED_ID}, to whom this process cannot give files below ${dir}; ` +
      'allow it (docker run --cap-add CHOWN), run as another user, or choose a folder on another file system: ' +
      CHOICES
    );
  const fileSystem =
    isWsl && type === PLAN_9 ? 'a drive of Windows' : name ? `a file system (${name})` : 'a file system';
  return (
    `The folder ${dir} is on ${fileSystem} that keeps no owners and permissions of files, which Postgres requires; ` +
    `choose one on another file system, for example below your home directory: ${CHOICES}`
  );
}

const CHOICES =
  "--data-dir (dataDir), TMPDIR for temporary data, XDG_CACHE_HOME for the cache, or --postgres off (postgres: 'off').";

/** Throws when files below `dir` do not keep their owners and permissions. Windows has others, which Postgres leaves alone. */
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
    // Some file systems refuse, others only do nothing.
    await unlessCode(chmod(folder, OWNER_ONLY), ...REFUSALS);
    await unlessCode(giveToServer(folder), ...REFUSALS);
    const { mode, uid } = await lstat(folder);
    return { keepsMode: (mode & 0o777) === OWNER_ONLY, changesOwner: !isRoot() || uid === UNPRIVILEGED_ID };
  } finally {
    await rmdir(folder);
  }
}
