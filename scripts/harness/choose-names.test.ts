import { describe, expect, test } from 'vitest';
import { chooseNames } from './choose-names.ts';

const KNOWN = ['node-20', 'bun', 'deno'];

const choose = (only: string | undefined) => chooseNames(only, KNOWN, 'runtime');

describe('chooseNames', () => {
  test.each([
    [undefined, KNOWN],
    ['deno', ['deno']],
    ['deno, bun', ['bun', 'deno']],
    ['bun,bun', ['bun']],
  ])('--only %s chooses %j', (only, chosen) => {
    expect(choose(only)).toEqual(chosen);
  });

  test.each(['bum', '', 'bun,', 'bun deno'])('--only %j fails and lists the known names', (only) => {
    expect(() => choose(only)).toThrow(/^No runtime is called .+There are: node-20, bun, deno\.$/);
  });
});
