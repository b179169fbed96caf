import { describe, expect, test } from 'vitest';
import { chooseNames } from './choose-names.ts';

const KNOWN = ['node-20', 'node-22', 'bun', 'deno'];

const choose = (only: string | undefined) => chooseNames(only, KNOWN, 'runtime');

describe('chooseNames', () => {
  test.each([
    [undefined, KNOWN],
    ['deno', ['deno']],
    ['deno, bun', ['bun', 'deno']],
    ['bun,bun', ['bun']],
    ['node-*', ['node-20', 'node-22']],
    ['deno,node-2*', ['node-20', 'node-22', 'deno']],
    ['*', KNOWN],
  ])('--only %s chooses %j', (only, chosen) => {
    expect(choose(only)).toEqual(chosen);
  });

  test.each(['bum', '', 'bun,', 'bun deno', 'node', 'workerd-*'])(
    '--only %j fails and lists the known names',
    (only) => {
      expect(() => choose(only)).toThrow(/^There is no runtime named .+Available: node-20, node-22, bun, deno\.$/);
    },
  );
});
