import { existsSync } from 'node:fs';

/**
 * Checks that /proc is mounted on Linux: it lists processes, and Postgres uses it to find its libraries.
 *
 * @throws Error if /proc is not mounted, as in some chroots
 */
export function requireProcessList(
  platform: NodeJS.Platform = process.platform,
  exists: (path: string) => boolean = existsSync,
): void {
  if (platform !== 'linux' || exists('/proc/self/cwd')) return;
  throw new Error(
    '/proc is not mounted. Postgres needs it to find its libraries, and the emulator needs it to find servers that a ' +
      'killed emulator left running. Mount it (mount -t proc proc /proc), ' +
      "or run without Postgres: --postgres off (postgres: 'off').",
  );
}
