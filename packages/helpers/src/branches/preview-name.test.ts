import { describe, expect, test } from 'vitest';
import { keyOf, previewName } from './preview-name.ts';

describe('previewName', () => {
  test('is the prefix and the key', () => {
    expect(previewName('helper', { key: 42 })).toBe('preview/42');
    expect(previewName('helper', { key: 'feature/x', prefix: 'pr-' })).toBe('pr-feature/x');
  });

  test.each(['', ' ', ' 42', 'a\nb', 'x'.repeat(260)])('%j is refused', (key) => {
    expect(() => previewName('helper', { key })).toThrow(/key/);
  });

  test('needs a prefix', () => {
    expect(() => previewName('helper', { key: 1, prefix: '' })).toThrow(/prefix/);
  });
});

test('keyOf returns the key, or undefined for other branches', () => {
  expect(keyOf('preview/42', 'preview/')).toBe('42');
  expect(keyOf('preview/', 'preview/')).toBeUndefined();
  expect(keyOf('old/preview/42', 'preview/')).toBeUndefined();
});
