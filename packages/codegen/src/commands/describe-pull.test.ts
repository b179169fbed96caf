import { expect, test } from 'vitest';
import { tinyDocument, tinyOperation } from '../../test/tiny-document.ts';
import { describePull } from './describe-pull.ts';

const before = tinyDocument({ '/a': { get: tinyOperation('a') }, '/b': { get: tinyOperation('b') } });

test('lists additions and removals', () => {
  const after = tinyDocument({ '/a': { get: tinyOperation('a') }, '/c': { get: tinyOperation('c') } });
  const text = describePull(before, after);
  expect(text).toContain('From the contract to the source');
  expect(text).toContain('GET /b');
  expect(text).toContain('GET /c');
});

test('says that the contract would not change', () => {
  expect(describePull(before, structuredClone(before))).toBe('The contract would not change.\n');
});

test('without a contract everything is new', () => {
  expect(describePull(undefined, before)).toMatch(/Everything would be new/);
});
