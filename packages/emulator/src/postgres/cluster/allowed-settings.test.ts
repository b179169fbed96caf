import { expect, test } from 'vitest';
import { findForbidden } from './allowed-settings.ts';

const PARAMETERS = new Map([
  ['work_mem', 'user'],
  ['local_preload_libraries', 'user'],
  ['transaction_timeout', 'user'],
  ['autovacuum', 'sighup'],
  ['max_connections', 'postmaster'],
  ['archive_command', 'sighup'],
]);

test.each([
  [['work_mem', 'autovacuum'], undefined],
  [['Work_Mem'], undefined],
  [['work_mem', 'no_such'], 'pg_settings: "no_such" is not a parameter of this Postgres version'],
  [['max_connections'], 'pg_settings: "max_connections" cannot be changed; the emulator or Neon manages it'],
  [['archive_command'], 'pg_settings: "archive_command" cannot be changed; the emulator or Neon manages it'],
  [
    ['local_preload_libraries'],
    'pg_settings: "local_preload_libraries" cannot be changed; the emulator or Neon manages it',
  ],
  [['transaction_timeout'], 'pg_settings: "transaction_timeout" cannot be changed; the emulator or Neon manages it'],
])('%j: %s', (names, expected) => {
  expect(findForbidden(names, PARAMETERS)).toBe(expected);
});
