import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sharedContract } from '../contract/index.ts';
import { HANDLER_KINDS, SERVICE_RULES } from '../handlers/index.ts';
import { listCoverage } from './coverage.ts';
import { judgeFields } from './judge-fields.ts';
import { NOTES } from './notes.ts';
import { COVERAGE_PATH, renderCoverage } from './render-coverage.ts';
import { MATCHES_PATH, renderMatches } from './render-matches.ts';

const { document, operations } = sharedContract();
const rows = listCoverage(operations);

test('the committed pages are current; if not, run pnpm --filter @neon-api/emulator write-coverage', () => {
  expect(readFileSync(COVERAGE_PATH, 'utf8')).toBe(renderCoverage(rows, judgeFields(document, operations)));
  expect(readFileSync(MATCHES_PATH, 'utf8')).toBe(renderMatches(rows));
});

test('each service rule has a page of Neon as its source', () => {
  for (const { sources } of Object.values(SERVICE_RULES)) {
    expect(sources).not.toEqual([]);
    for (const url of sources) expect(new URL(url).host).toBe('neon.com');
  }
});

test('every operation has a handler', () => {
  expect(rows).toHaveLength(180);
  expect(rows.filter(({ kind }) => kind === '501')).toEqual([]);
});

test('handlers and notes exist only for operations of the contract', () => {
  const known = new Set(operations.map(({ operationId }) => operationId));
  expect([...HANDLER_KINDS.keys(), ...NOTES.keys()].filter((name) => !known.has(name))).toEqual([]);
});
