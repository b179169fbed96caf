import { expect, test } from 'vitest';
import { decideLaunch } from './launch.ts';

test.each<[NodeJS.Platform, string]>([
  ['win32', 'pg_ctl'],
  ['linux', 'direct'],
  ['darwin', 'direct'],
])('on %s, servers start through %s', (platform, launch) => {
  expect(decideLaunch(platform)).toBe(launch);
});
