import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { freemem, platform } from 'node:os';
import { join } from 'node:path';

const SHARED_MEMORY = '/dev/shm';
/** The tests hold less than a gigabyte at a time; the rest is for their processes. */
const NEEDED_BYTES = 6 * 2 ** 30;

/** What is known about the machine's file system in memory. */
export interface SharedMemory {
  readonly platform: NodeJS.Platform;
  /** Content of /proc/mounts. */
  readonly mounts: string;
  /** Free space of the file system. */
  readonly freeBytes: number;
  /** Memory that processes can still get. */
  readonly availableBytes: number;
}

/** Returns whether tests can keep their temporary files in memory: there is room, and programs there can be run. */
export function isRoomy({ platform: system, mounts, freeBytes, availableBytes }: SharedMemory): boolean {
  const mount = mounts.split('\n').find((line) => line.split(' ')[1] === SHARED_MEMORY);
  const [, , type, options = ''] = mount?.split(' ') ?? [];
  const runsPrograms = type === 'tmpfs' && !options.split(',').some((option) => option === 'noexec' || option === 'ro');
  return system === 'linux' && runsPrograms && Math.min(freeBytes, availableBytes) >= NEEDED_BYTES;
}

/**
 * Vitest's global setup: moves the tests' temporary folder to memory if there is room. The tests create and remove
 * thousands of Postgres data files, which is expensive on some disks. Set TMPDIR to keep the tests on a disk.
 */
export function setup(): (() => void) | undefined {
  if (process.env.TMPDIR !== undefined || !isRoomy(readSharedMemory())) return undefined;
  removeLeftovers(SHARED_MEMORY);
  const folder = mkdtempSync(join(SHARED_MEMORY, `neon-tests-${process.pid}-`));
  // Everyone can write, as in /tmp: under root, Postgres runs as another user.
  chmodSync(folder, 0o1777);
  process.env.TMPDIR = folder;
  return () => {
    delete process.env.TMPDIR;
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
}

/** Removes the folders of runs that were killed, because they occupy memory. */
export function removeLeftovers(parent: string): void {
  for (const name of readdirSync(parent)) {
    const [, pid] = /^neon-tests-(\d+)-/.exec(name) ?? [];
    if (pid !== undefined && !existsSync(`/proc/${pid}`)) rmSync(join(parent, name), { recursive: true, force: true });
  }
}

function readSharedMemory(): SharedMemory {
  if (platform() !== 'linux') return { platform: platform(), mounts: '', freeBytes: 0, availableBytes: 0 };
  const { bavail, bsize } = statfsSync(SHARED_MEMORY);
  return {
    platform: 'linux',
    mounts: readFileSync('/proc/mounts', 'utf8'),
    freeBytes: bavail * bsize,
    availableBytes: freemem(),
  };
}
