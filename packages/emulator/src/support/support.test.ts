import { expect, test } from 'vitest';
import { requireKnownOptions, suggestName } from './closed-options.ts';
import { randomUuid, systemRandom } from './random.ts';
import { redact } from './redact.ts';

test('an unknown option is refused with the nearest name', () => {
  expect(() => requireKnownOptions({ prot: 1 }, ['port', 'host'], 'startEmulator')).toThrow(
    'startEmulator has no option "prot". Did you mean "port"?',
  );
  expect(() => requireKnownOptions({ host: 1 }, ['port', 'host'], 'startEmulator')).not.toThrow();
});

test('an unknown option without a near name lists the known ones', () => {
  expect(() => requireKnownOptions({ xyzzy: 1 }, ['port', 'host'], 'startEmulator')).toThrow(
    'startEmulator has no option "xyzzy". Its options are: port, host.',
  );
});

test.each([
  ['apikey', ' Did you mean "apiKey"?'],
  ['data_dir', ' Did you mean "dataDir"?'],
  ['postgre', ' Did you mean "postgres"?'],
  ['xyzzy', ''],
])('the suggestion for %s is %j', (name, expected) => {
  expect(suggestName(name, ['port', 'apiKey', 'postgres', 'postgresPort', 'dataDir'])).toBe(expected);
});

test('UUIDs are version 4, and reproducible from the same random numbers', () => {
  expect(randomUuid(systemRandom)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(randomUuid(() => 0)).toBe(randomUuid(() => 0));
});

test('secrets are hidden in a value of any depth', () => {
  let deep: unknown = { password: 'secret' };
  for (let level = 0; level < 100_000; level += 1) deep = level % 2 === 0 ? [deep] : { deep };
  expect(JSON.stringify(redact({ deep, password: 'secret' }))).toMatch(
    /^\{"deep":.*\[nested too deeply\].*"password":"\[redacted\]"\}$/,
  );
});
