import { expect, it } from 'vitest';
import { decideLaunch } from './launch.ts';

it.each<[NodeJS.Platform, string]>([
  ['win32', 'pg_ctl'],
  ['linux', 'direct'],
  ['darwin', 'direct'],
])('on %s a server is started like this: %s', (platform, launch) => {
  expect(decideLaunch(platform)).toBe(launch);
});
