import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sharedContract } from '../contract/index.ts';
import { HANDLER_KINDS } from '../handlers/index.ts';
import { listCoverage } from './coverage.ts';
import { NOTES } from './notes.ts';
import { COVERAGE_PATH, renderCoverage } from './render-coverage.ts';

const { operations } = sharedContract();
const rows = listCoverage(operations);

test('the committed page is current; if not, run pnpm --filter @neon-api/emulator write-coverage', () => {
  expect(readFileSync(COVERAGE_PATH, 'utf8')).toBe(renderCoverage(rows));
});

test('every operation has a handler', () => {
  expect(rows).toHaveLength(180);
  expect(rows.filter(({ kind }) => kind === '501')).toEqual([]);
});

test('handlers and notes exist only for operations of the contract', () => {
  const known = new Set(operations.map(({ operationId }) => operationId));
  expect([...HANDLER_KINDS.keys(), ...NOTES.keys()].filter((name) => !known.has(name))).toEqual([]);
});
