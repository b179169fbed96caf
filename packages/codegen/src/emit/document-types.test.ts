import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { summarise } from '../../test/canonical-types.ts';
import { HISTORY, historicalDocument } from '../../test/historical-document.ts';
import { facts, sha256 } from '../contract/index.ts';
import { forTypes, mergeParts } from './document/index.ts';
import { documentTypes } from './document-types.ts';

/** Two documents, because emitting is slow; every published document with `NEON_CODEGEN_TEST_HISTORY=all`. */
const SOME = ['2.1.0', '2.7.3'] as const;
const versions = process.env.NEON_CODEGEN_TEST_HISTORY === 'all' ? HISTORY : SOME;

const GOLDEN = join(import.meta.dirname, '../../test/golden');

test('every published document has committed types', () => {
  expect(readdirSync(GOLDEN).sort()).toEqual(HISTORY.map((version) => `${version}.json`));
});

test.each(versions)('the types of document %s match the committed types', async (version) => {
  const document = mergeParts(forTypes(facts(historicalDocument(version))));
  const { lines, kinds } = summarise(await documentTypes(document));
  const summary = { kinds, lines: lines.length, sha256: sha256(lines.join('\n')) };
  await expect(`${JSON.stringify(summary, undefined, 2)}\n`).toMatchFileSnapshot(join(GOLDEN, `${version}.json`));
});

test('only one file imports openapi-typescript', () => {
  const source = join(import.meta.dirname, '..');
  const users = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .filter((path) => /\bopenapiTS\b/.test(readFileSync(join(source, path), 'utf8')));
  expect(users.sort()).toEqual(['compiler/index.ts', 'emit/document-types.ts']);
});
