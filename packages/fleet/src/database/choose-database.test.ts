import { expect, test } from 'vitest';
import { chooseDatabase, type DatabaseChoice } from './choose-database.ts';

const choice = (given: Partial<DatabaseChoice>): DatabaseChoice => ({
  ...{ connectionString: undefined, environmentUrl: undefined, baseUrl: undefined },
  ...given,
});
const LOCAL = 'http://127.0.0.1:8788/api/v2';

test.each<[what: string, given: Partial<DatabaseChoice>, expected: object]>([
  ['the option', { connectionString: 'postgresql://a/b' }, { kind: 'uri', uri: 'postgresql://a/b' }],
  [
    'the option before the variable',
    { connectionString: 'postgres://a/b', environmentUrl: 'postgres://c/d' },
    { kind: 'uri', uri: 'postgres://a/b' },
  ],
  ['the variable before an emulator', { environmentUrl: 'postgres://c/d', baseUrl: LOCAL }, { uri: 'postgres://c/d' }],
  ['an emulator', { baseUrl: LOCAL }, { kind: 'emulator', baseUrl: LOCAL }],
  ['an emulator, by name', { baseUrl: 'http://localhost:1' }, { kind: 'emulator' }],
  ['an emulator, by its IPv6 address', { baseUrl: 'https://[::1]:1/x' }, { kind: 'emulator' }],
  ['an emulator, if the variable is empty', { environmentUrl: '', baseUrl: LOCAL }, { kind: 'emulator' }],
])('the database is that of %s', (_what, given, expected) => {
  expect(chooseDatabase(choice(given))).toMatchObject(expected);
});

const REMEDIES = /Pass connectionString, or set NEON_FLEET_DATABASE_URL, .* start neon-emulator/;
test.each<[what: string, given: Partial<DatabaseChoice>, message: RegExp]>([
  ['nothing is set', {}, REMEDIES],
  ['the API is that of Neon', { baseUrl: 'https://console.neon.tech/api/v2' }, REMEDIES],
  ['the API only looks local', { baseUrl: 'https://127.0.0.1.example.com' }, REMEDIES],
  ['the API is not known', { baseUrl: 'nonsense' }, REMEDIES],
  ['the option is empty', { connectionString: '', environmentUrl: 'postgres://c/d' }, /connectionString is empty/],
  ['the option is not a URI', { connectionString: 'host=a password=secret' }, /^connectionString must be the URI/],
  [
    'the variable is not a URI of Postgres',
    { environmentUrl: 'mysql://u:secret@a' },
    /^NEON_FLEET_DATABASE_URL must be the URI/,
  ],
])('there is no database if %s', (_what, given, message) => {
  expect(() => chooseDatabase(choice(given))).toThrow(message);
  expect(() => chooseDatabase(choice(given))).not.toThrow('secret');
});
