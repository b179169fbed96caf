import { spawnSync } from 'node:child_process';
import { test } from 'vitest';

/** Declares a slow simulation of another system. It runs only in `test:systems`. */
export const testAllSystems: typeof test.skip = test.skipIf(process.env.NEON_TEST_SYSTEMS !== 'all');

/** Whether this is root on Linux, which can create users, folders and mounts without changing the machine's own. */
export const isRootOnLinux: boolean = process.platform === 'linux' && process.getuid?.() === 0;

const MOUNTS = ['unshare', '--mount', '--propagation', 'private'] as const;

/** Returns a command line that runs `script` and then the rest, with its own mounts. */
export function withOwnMounts(script: string, ...commandLine: readonly string[]): readonly [string, ...string[]] {
  return [...MOUNTS, 'sh', '-c', `${script} && exec "$0" "$@"`, ...commandLine];
}

export function canMakeMounts(): boolean {
  const [command, ...args] = withOwnMounts('mount -t tmpfs tmpfs /mnt', 'true');
  return isRootOnLinux && spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

/** Returns a command line that runs the rest as a user without an entry in /etc/passwd. */
export function asNameless(...commandLine: readonly string[]): readonly [string, ...string[]] {
  return [
    '/usr/bin/setpriv',
    '--reuid',
    String(NAMELESS),
    '--regid',
    String(NAMELESS),
    '--clear-groups',
    ...commandLine,
  ];
}

export const NAMELESS = 1234;

/** Whether a nameless user can map itself to another user. */
export function canMapNameless(): boolean {
  const [command, ...args] = asNameless('unshare', '--user', '--map-user=1', 'true');
  return isRootOnLinux && spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}
