import { describe, expect, test } from 'vitest';
import { chooseRuntimes } from './choose-runtimes.ts';

const KNOWN = ['node-20', 'bun', 'deno'];

describe('the runtimes to run', () => {
  test.each([
    [undefined, KNOWN],
    ['deno', ['deno']],
    ['deno, bun', ['bun', 'deno']],
    ['bun,bun', ['bun']],
  ])('of --only %s are %j', (only, chosen) => {
    expect(chooseRuntimes(only, KNOWN)).toEqual(chosen);
  });

  test.each(['bum', '', 'bun,', 'bun deno'])('cannot be chosen by %j: what it does not know it names', (only) => {
    expect(() => chooseRuntimes(only, KNOWN)).toThrow(/^No runtime is called .+There are: node-20, bun, deno\.$/);
  });
});
