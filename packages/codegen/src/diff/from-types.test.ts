import { expect, test } from 'vitest';
import { tinyDocument, tinyOperation } from '../../test/tiny-document.ts';
import type { OpenApiDocument } from '../contract/index.ts';
import { diffContracts } from './diff-contracts.ts';

function withLimit(schema: object, marks: object): OpenApiDocument {
  const parameters = [{ name: 'limit', in: 'query', schema }] as const;
  return tinyDocument({ '/things': { get: { ...tinyOperation('listThings'), parameters, ...marks } } } as never);
}

const stated = withLimit({ type: 'integer', maximum: 100 }, {});

test('what a document adds to an operation that was read from types breaks no promise', () => {
  expect(diffContracts(withLimit({ type: 'number' }, { 'x-from-types': true }), stated).bump).toBe('minor');
});

test('the same in an operation of the document is a break', () => {
  expect(diffContracts(withLimit({ type: 'number' }, {}), stated).bump).toBe('major');
});
