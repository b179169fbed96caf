import { expect, test } from 'vitest';
import { findNpmSource, readNpmSource } from './npm-source.ts';

test("Neon's document is read from the pinned package, with its origin and licence", () => {
  const { document, licence, origin } = readNpmSource();
  expect(document.openapi).toBe('3.0.3');
  expect(licence).toMatch(/licen[cs]e/i);
  expect(origin).toEqual({
    from: 'npm',
    package: '@neondatabase/api-client',
    version: '2.7.3',
    file: 'public-v2-for-users.gen.yaml',
    sha256: 'dacf72ea2d63110b3694c705313e0b2104e9652ae1be3fc01ceebe7b17059c44',
  });
});

test('reading it twice gives the same result', () => {
  expect(findNpmSource()).toEqual(readNpmSource());
});

test('a document with another hash is not found', () => {
  const { origin } = readNpmSource();
  expect(findNpmSource({ sha256: origin.sha256 })?.origin).toEqual(origin);
  expect(findNpmSource({ sha256: '0'.repeat(64) })).toBeUndefined();
});
