import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { committedTypes, goldenTypes } from '../../test/golden-types.ts';
import { HISTORY } from '../../test/historical-document.ts';

const committed = committedTypes();

/** Reading and emitting takes its time: some, or with `NEON_CODEGEN_TEST_HISTORY=all` every published document. */
const SOME = ['2.1.0', '2.7.3'] as const;
const versions = process.env.NEON_CODEGEN_TEST_HISTORY === 'all' ? HISTORY : SOME;

test('every published document has its types pinned', () => {
  expect(Object.keys(committed)).toEqual([...HISTORY]);
});

test.each(versions)('the types of document %s are the committed ones', async (version) => {
  expect(await goldenTypes(version)).toEqual(committed[version]);
});

test('one file uses openapi-typescript', () => {
  const source = join(import.meta.dirname, '..');
  const users = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .filter((path) => /\bopenapiTS\b/.test(readFileSync(join(source, path), 'utf8')));
  expect(users.sort()).toEqual(['compiler/index.ts', 'emit/document-types.ts']);
});
