import { existsSync } from 'node:fs';

/**
 * Linux lists processes in /proc, where Postgres also finds its libraries.
 *
 * @throws Error when it is not mounted, as in some chroots.
 */
export function requireProcessList(
  platform: NodeJS.Platform = process.platform,
  exists: (path: string) => boolean = existsSync,
): void {
  if (platform !== 'linux' || exists('/proc/self/cwd')) return;
  throw new Error(
    '/proc is not mounted. Without it Postgres does not find its libraries, and what a killed emulator leaves running ' +
      "is not found. Mount it (mount -t proc proc /proc), or leave Postgres out: --postgres off (postgres: 'off').",
  );
}
