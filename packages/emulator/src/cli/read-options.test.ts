import { afterEach, expect, test, vi } from 'vitest';
import { createCommand } from './command.ts';
import { readOptions } from './read-options.ts';

afterEach(() => vi.unstubAllEnvs());

test.each([
  ['NEON_EMULATOR_STRICT', 'true', { strict: true }],
  ['NEON_EMULATOR_STRICT', '1', { strict: true }],
  ['NEON_EMULATOR_STRICT', 'false', { strict: false }],
  ['NEON_EMULATOR_RECOVER', '0', { recover: false }],
  ['NEON_EMULATOR_NO_ORG_REQUIRED', '1', { orgRequired: false }],
  ['NEON_EMULATOR_NO_ORG_REQUIRED', 'false', { orgRequired: true }],
  ['NEON_EMULATOR_LIMITS', 'false', { limits: false }],
  ['NEON_EMULATOR_LIMITS', 'free', { limits: { plan: 'free' } }],
])('%s=%s sets %o', (name, text, options) => {
  vi.stubEnv(name, text);
  expect(readOptions(createCommand().parse([], { from: 'user' })).options).toMatchObject(options);
});

test('a flag overrides a variable that turns it off', () => {
  vi.stubEnv('NEON_EMULATOR_STRICT', 'false');
  expect(readOptions(createCommand().parse(['--strict'], { from: 'user' })).options).toMatchObject({ strict: true });
});
