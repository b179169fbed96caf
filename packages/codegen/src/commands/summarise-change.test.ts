import { expect, test } from 'vitest';
import { tinyDocument, tinyOperation } from '../../test/tiny-document.ts';
import { summariseChange } from './summarise-change.ts';

const before = tinyDocument(
  { '/a': { get: tinyOperation('a') }, '/b': { get: tinyOperation('b') } },
  { Old: {}, Same: {} },
);

test('names what is added, removed and changed', () => {
  const after = tinyDocument(
    { '/a': { get: tinyOperation('a', { deprecated: true }) }, '/c': { get: tinyOperation('c') } },
    { New: {}, Same: {} },
  );
  expect(summariseChange(before, after)).toEqual([
    'paths added: 1 (/c)',
    'paths removed: 1 (/b)',
    'paths changed: 1 (/a)',
    'operations added: 1 (c)',
    'operations removed: 1 (b)',
    'operations changed: 1 (a)',
    'schemas added: 1 (New)',
    'schemas removed: 1 (Old)',
  ]);
});

test('says so when nothing would change', () => {
  expect(summariseChange(before, structuredClone(before))).toEqual(['The contract would stay as it is.']);
});

test('without a contract everything is new', () => {
  expect(summariseChange(undefined, before)).toEqual([
    'paths added: 2 (/a, /b)',
    'operations added: 2 (a, b)',
    'schemas added: 3 (Thing, Old, Same)',
  ]);
});
