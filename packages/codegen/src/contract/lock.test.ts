import { expect, test } from 'vitest';
import { tinyDocument, tinyOperation } from '../../test/tiny-document.ts';
import { readNpmSource } from '../source/index.ts';
import { makeLock, sha256 } from './lock.ts';
import { facts } from './normalise.ts';
import { serialise } from './serialise.ts';

test("Neon's document has 111 paths, 163 operations and 249 schemas", () => {
  const { document, origin } = readNpmSource();
  const contract = facts(document);
  const lock = makeLock(origin, contract, serialise(contract));
  expect(lock.contract).toMatchObject({ openapi: '3.0.3', paths: 111, operations: 163, schemas: 249 });
  expect(lock.source).toMatchObject({ package: '@neondatabase/api-client', version: '2.7.3' });
});

test('only methods count as operations', () => {
  const document = tinyDocument({
    '/a': { get: tinyOperation('a'), post: tinyOperation('b'), parameters: [{ name: 'x', in: 'query' }] },
    '/b': {},
  });
  const lock = makeLock(readNpmSource().origin, document, 'text');
  expect(lock.contract).toMatchObject({ paths: 2, operations: 2, schemas: 1 });
});

test('sha256 hashes the UTF-8 text', () => {
  expect(sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
});
