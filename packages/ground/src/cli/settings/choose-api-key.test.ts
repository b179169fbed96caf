import { describe, expect, test } from 'vitest';
import { type CredentialChoice, chooseApiKey } from './choose-api-key.ts';

const NEON = 'https://console.neon.tech/api/v2';
const LOCAL = 'http://127.0.0.1:8788/api/v2';
const stored = { kind: 'key', apiKey: 'stored-key' } as const;

function choice(fields: Partial<CredentialChoice>): CredentialChoice {
  return { profile: undefined, environmentKey: undefined, baseUrl: NEON, stored: { kind: 'none' }, ...fields };
}

test.each<[what: string, given: Partial<CredentialChoice>, key: string]>([
  ['NEON_API_KEY', { environmentKey: 'from-env' }, 'from-env'],
  ['NEON_API_KEY before the default profile', { environmentKey: 'from-env', stored }, 'from-env'],
  ['the key of the default profile', { stored }, 'stored-key'],
  ['the key of --profile before NEON_API_KEY', { profile: 'work', environmentKey: 'from-env', stored }, 'stored-key'],
  ['NEON_API_KEY for another host', { environmentKey: 'from-env', baseUrl: 'https://neon.example.com' }, 'from-env'],
  ['the key of an emulator for loopback', { environmentKey: 'neon_local_x', baseUrl: LOCAL }, 'neon_local_x'],
  [
    'the key of an emulator for IPv6 loopback',
    { environmentKey: 'neon_local_x', baseUrl: 'http://[::1]:1' },
    'neon_local_x',
  ],
])('uses %s', (_what, given, key) => {
  expect(chooseApiKey(choice(given))).toBe(key);
});

describe('refuses', () => {
  test.each<[what: string, given: Partial<CredentialChoice>, message: RegExp]>([
    ['a stored key for another host', { stored, baseUrl: LOCAL }, /No API key for 127\.0\.0\.1:8788. Set NEON_API_KEY/],
    [
      '--profile for another host',
      { profile: 'work', stored, baseUrl: LOCAL },
      /--profile is only for console.neon.tech/,
    ],
    [
      'an emulator key for Neon',
      { environmentKey: 'neon_local_x' },
      /key of an emulator, but the host is console.neon.tech/,
    ],
    [
      'an emulator key for a host whose name starts like a loopback address',
      { environmentKey: 'neon_local_x', baseUrl: 'https://127.0.0.1.example.com' },
      /key of an emulator/,
    ],
    ['a missing key', {}, /No API key found. Create an API key at https.* set NEON_API_KEY/],
    ['a browser login', { stored: { kind: 'oauth' } }, /refreshed only once. Create an API key/],
    ['a profile in a keyring', { stored: { kind: 'keyring' } }, /system keyring. Create an API key/],
    ['a broken file', { stored: { kind: 'broken', problem: 'x.json is not JSON' } }, /x.json is not JSON. Create/],
  ])('%s, and says what to do', (_what, given, message) => {
    expect(() => chooseApiKey(choice(given))).toThrow(message);
    expect(() => chooseApiKey(choice(given))).not.toThrow(/stored-key|neon_local_/);
  });
});
