import { execFileSync } from 'node:child_process';
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SIZE_MB = 120;

/** Mounts a small in-memory file system on a folder. Returns false if this user cannot. */
export function mountSmallDisk(dir: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE_MB}m,mode=711`, 'tmpfs', dir], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

export function unmount(dir: string): void {
  execFileSync('umount', ['-l', dir]);
}

/** Creates a filler: a file that leaves only some bytes of the disk free until it is removed. */
export interface Filler {
  put(): void;
  remove(): void;
}

export function createFiller(dir: string, leftBytes: number): Filler {
  const file = join(dir, 'filler');
  return {
    put() {
      const { bavail, bsize } = statfsSync(dir);
      writeFileSync(file, Buffer.alloc(Math.max(0, bavail * bsize - leftBytes)));
    },
    remove: () => rmSync(file, { force: true }),
  };
}
