import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { configSchema } from './config-options.ts';
import { checkedConfig } from './load-config.ts';

const check = (value: unknown) => () => checkedConfig(value, 'neon-codegen.config.ts');

test('every option is accepted', () => {
  const config = { operations: ['a'], tags: ['B'], out: 'src/neon', client: true, specs: 'specs', from: 'npm' };
  expect(check(config)()).toEqual(config);
  expect(check({ out: 'src/neon', tags: undefined })()).toEqual({ out: 'src/neon' });
});

test.each<[unknown, string]>([
  [{ out: 'x', operation: ['a'] }, '"operation" is not an option. Did you mean "operations"?'],
  [
    { out: 'x', zzzzzzzzz: 1 },
    '"zzzzzzzzz" is not an option. Available: operations, tags, out, client, specs, from, $schema.',
  ],
  [{ out: 'x', constructor: 1 }, '"constructor" is not an option.'],
  [{ out: 'x', operations: 'a,b' }, '"operations" must be a list of operationIds.'],
  [{ out: 'x', tags: [1] }, '"tags" must be a list of tags.'],
  [{ out: '' }, '"out" must be the path of a folder.'],
  [{ out: 'x', client: 'yes' }, '"client" must be true or false.'],
  [{ tags: ['Branch'] }, '"out" is missing: the path of a folder.'],
  [undefined, 'does not export an object'],
  [[], 'does not export an object'],
])('%j is refused: %s', (value, message) => {
  expect(check(value)).toThrow(message);
  expect(check(value)).toThrow(/^neon-codegen\.config\.ts/);
});

test('all faults are reported at once', () => {
  expect(check({ tag: [], client: 1 })).toThrow(
    'neon-codegen.config.ts:\n  - "tag" is not an option. Did you mean "tags"?\n' +
      '  - "client" must be true or false.\n  - "out" is missing: the path of a folder.',
  );
});

describe('the JSON schema', () => {
  const validate = new Ajv({ strict: true }).compile(configSchema());
  const accepts = (value: unknown) => {
    try {
      checkedConfig(value, 'neon-codegen.config.json');
      return true;
    } catch {
      return false;
    }
  };

  test.each([
    { out: 'x' },
    { out: 'x', operations: ['a'], tags: [], client: false, specs: 's', from: 'npm', $schema: './schema.json' },
    {},
    { out: '' },
    { out: 1 },
    { out: 'x', operations: 'a' },
    { out: 'x', operations: [''] },
    { out: 'x', client: 'yes' },
    { out: 'x', operation: [] },
  ])('and the command agree on %j', (value) => {
    expect(validate(value)).toBe(accepts(value));
  });
});
