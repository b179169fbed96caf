import { expect, test } from 'vitest';
import { nearestName, requireKnownOptions } from './closed-options.ts';
import { randomUuid, systemRandom } from './random.ts';

test('an unknown option is refused with the nearest name', () => {
  expect(() => requireKnownOptions({ prot: 1 }, ['port', 'host'], 'startEmulator')).toThrow(
    'startEmulator has no option "prot". Did you mean "port"?',
  );
  expect(() => requireKnownOptions({ host: 1 }, ['port', 'host'], 'startEmulator')).not.toThrow();
});

test.each([
  ['apikey', 'apiKey'],
  ['data_dir', 'dataDir'],
  ['postgre', 'postgres'],
])('%s is nearest to %s', (name, expected) => {
  expect(nearestName(name, ['port', 'apiKey', 'postgres', 'postgresPort', 'dataDir'])).toBe(expected);
});

test('UUIDs are version 4, and the same for the same draws', () => {
  expect(randomUuid(systemRandom)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(randomUuid(() => 0)).toBe(randomUuid(() => 0));
});
