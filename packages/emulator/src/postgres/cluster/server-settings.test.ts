import { expect, test } from 'vitest';
import { serverSettings } from './server-settings.ts';

const ADDRESS = { host: '/run/sockets', port: 7 };

test.skipIf(process.platform !== 'linux')('only a Postgres that knows syncfs is told to use it', () => {
  const settingsOf = (majorVersion: number): string[] => serverSettings(ADDRESS, { majorVersion, durable: true });
  expect(settingsOf(13).join(' ')).not.toContain('recovery_init_sync_method');
  expect(settingsOf(14)).toContain('recovery_init_sync_method=syncfs');
});

test('data that stay are written to the disk', () => {
  const isSynced = (durable: boolean): boolean =>
    serverSettings(ADDRESS, { majorVersion: 17, durable }).includes('fsync=on');
  expect([isSynced(true), isSynced(false)]).toEqual([true, false]);
});
