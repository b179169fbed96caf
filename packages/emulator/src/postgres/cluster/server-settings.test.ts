import { expect, test } from 'vitest';
import { serverSettings } from './server-settings.ts';

const ADDRESS = { host: '/run/sockets', port: 7 };
const TRAITS = {
  kind: 'primary',
  majorVersion: 17,
  durable: true,
  platform: 'linux',
  hasStatementStatistics: true,
} as const;

test.each([
  ['linux', 13, false],
  ['linux', 14, true],
  ['darwin', 17, false],
  ['win32', 17, false],
] as const)('on %s, whether Postgres %i is told to use syncfs is %s', (platform, majorVersion, isTold) => {
  const settings = serverSettings(ADDRESS, { ...TRAITS, platform, majorVersion });
  expect(settings.includes('recovery_init_sync_method=syncfs')).toBe(isTold);
});

test('permanent data are flushed to disk', () => {
  const isSynced = (durable: boolean): boolean => serverSettings(ADDRESS, { ...TRAITS, durable }).includes('fsync=on');
  expect([isSynced(true), isSynced(false)]).toEqual([true, false]);
});
