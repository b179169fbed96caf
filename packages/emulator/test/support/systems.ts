import { spawnSync } from 'node:child_process';
import { test } from 'vitest';

/** A simulation of another system that is slow or one of many: it runs only when `test:systems` asks for all. */
export const testAllSystems: typeof test.skip = test.skipIf(process.env.NEON_TEST_SYSTEMS !== 'all');

/** Whether this is root on Linux, who can make other users, folders and mounts without touching the machine's own. */
export const isRootOnLinux: boolean = process.platform === 'linux' && process.getuid?.() === 0;

const MOUNTS = ['unshare', '--mount', '--propagation', 'private'] as const;

/** A command line that runs `script`, and then the rest, with mounts of its own. */
export function withOwnMounts(script: string, ...commandLine: readonly string[]): readonly [string, ...string[]] {
  return [...MOUNTS, 'sh', '-c', `${script} && exec "$0" "$@"`, ...commandLine];
}

export function canMakeMounts(): boolean {
  const [command, ...args] = withOwnMounts('mount -t tmpfs tmpfs /mnt', 'true');
  return isRootOnLinux && spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

/** A command line that runs the rest as a user that /etc/passwd does not know. */
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

/** Whether a user without a name can see itself as another one. */
export function canMapNameless(): boolean {
  const [command, ...args] = asNameless('unshare', '--user', '--map-user=1', 'true');
  return isRootOnLinux && spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}
