import { expect, test } from 'vitest';
import { NO_TENANT_SETTINGS } from '../../data-plane/index.ts';
import { serverSettings } from './server-settings.ts';

const ADDRESS = { host: '/run/sockets', port: 7 };
const TRAITS = {
  kind: 'primary',
  majorVersion: 17,
  durable: true,
  platform: 'linux',
  hasStatementStatistics: true,
  tenant: NO_TENANT_SETTINGS,
} as const;

test.each([
  ['linux', 13, false],
  ['linux', 14, true],
  ['darwin', 17, false],
  ['win32', 17, false],
] as const)('on %s, Postgres %i uses syncfs: %s', (platform, majorVersion, usesSyncfs) => {
  const settings = serverSettings(ADDRESS, { ...TRAITS, platform, majorVersion });
  expect(settings.includes('recovery_init_sync_method=syncfs')).toBe(usesSyncfs);
});

test('permanent data are flushed to disk', () => {
  const isSynced = (durable: boolean): boolean => serverSettings(ADDRESS, { ...TRAITS, durable }).includes('fsync=on');
  expect([isSynced(true), isSynced(false)]).toEqual([true, false]);
});

test('the settings of an endpoint are passed to Postgres, but never replace those of the emulator', () => {
  const pgSettings = { work_mem: '7MB', wal_recycle: 'on' };
  const settings = serverSettings(ADDRESS, { ...TRAITS, tenant: { pgSettings, logicalReplication: true } });
  expect(settings).toEqual(expect.arrayContaining(['work_mem=7MB', 'wal_recycle=off', 'wal_level=logical']));
  expect(settings).not.toContain('wal_recycle=on');
  const paused = { pgSettings: {}, logicalReplication: false, pausesSubscriptions: true };
  expect(serverSettings(ADDRESS, { ...TRAITS, tenant: paused })).toContain('max_logical_replication_workers=0');
});

test('only a server that itself listens has a TCP port, and it keeps the emulator’s connections free', () => {
  const listening = { addressAt: () => ADDRESS, settings: { ssl: 'on' } };
  const wanted = ['listen_addresses=127.0.0.1', 'superuser_reserved_connections=20', 'ssl=on'];
  const settings = serverSettings(ADDRESS, { ...TRAITS, listening });
  expect(wanted.filter((setting) => settings.includes(setting))).toEqual(wanted);
  expect(serverSettings(ADDRESS, TRAITS)).toEqual(
    expect.arrayContaining(['listen_addresses=', 'superuser_reserved_connections=7']),
  );
});
