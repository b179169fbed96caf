import { expect, test } from 'vitest';
import { findOddPhrases } from './odd-phrases.ts';
import { gitPaths, readText } from './repository.ts';

/** The lint itself, and texts that quote others or are generated. */
const LEFT_OUT = /^scripts\/odd-phrases|CHANGELOG\.md$|^packages\/codegen\/test\/golden\/|^docs\/spec-changes\//;

test('no file has an odd phrase', () => {
  const paths = gitPaths().filter((path) => /\.(?:tsx?|js|mjs|md|yaml)$/.test(path) && !LEFT_OUT.test(path));
  expect(paths.length).toBeGreaterThan(1000);
  expect(paths.map(readText).flatMap(findOddPhrases)).toEqual([]);
});

test.each([
  '// the pointer leads nowhere',
  'Postgres 18 is not at hand.',
  'suspended for want of connections',
  'The types alone are enough.',
  'the calls that go on',
  'This is no object.',
  '/** Waits for all\n * that are left. */',
  '// Postgres 18 is not at\n  // hand.',
])('"%s" is reported', (text) => {
  expect(findOddPhrases({ path: 'a.ts', text })).toEqual([expect.stringMatching(/^a\.ts:[12] ".+": write \S/)]);
});

test.each([
  'It leaves the files of the user alone.',
  'a standalone build',
  'They cannot be told apart.',
  'There is no document.',
  'It is no longer used.',
  'Each tag stands for its operations.',
])('"%s" is not reported', (text) => {
  expect(findOddPhrases({ path: 'a.ts', text })).toEqual([]);
});
