import { expect, test } from 'vitest';
import { suggest } from './suggest.ts';

test.each([
  ['prewiev', ' Did you mean preview?'],
  ['--jsn', ' Did you mean --json?'],
  ['deploy', ''],
])('the suggestion for %j is %j', (name, suggestion) => {
  expect(suggest(name, ['preview', 'cleanup', '--json'])).toBe(suggestion);
});
