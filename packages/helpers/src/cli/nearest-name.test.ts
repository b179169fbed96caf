import { expect, it } from 'vitest';
import { suggest } from './nearest-name.ts';

const KNOWN = ['preview', 'cleanup', 'uris', 'tree', 'diff', 'rotate', '--json', '--yes', '--older-than'];

it.each([
  ['prewiev', ' Did you mean preview?'],
  ['preivew', ' Did you mean preview?'],
  ['clean-up', ' Did you mean cleanup?'],
  ['uri', ' Did you mean uris?'],
  ['teer', ''],
  ['tre', ' Did you mean tree?'],
  ['--jsn', ' Did you mean --json?'],
  ['--oldr-then', ' Did you mean --older-than?'],
  ['deploy', ''],
  ['', ''],
])('%j: %j', (name, suggestion) => {
  expect(suggest(name, KNOWN)).toBe(suggestion);
});
