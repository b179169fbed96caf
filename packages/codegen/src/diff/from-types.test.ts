import { expect, test } from 'vitest';
import { tinyDocument, tinyOperation } from '../../test/tiny-document.ts';
import type { OpenApiDocument } from '../contract/index.ts';
import { diffContracts } from './diff-contracts.ts';

function withLimit(schema: object, marks: object): OpenApiDocument {
  const parameters = [{ name: 'limit', in: 'query', schema }] as const;
  return tinyDocument({ '/things': { get: { ...tinyOperation('listThings'), parameters, ...marks } } } as never);
}

const stated = withLimit({ type: 'integer', maximum: 100 }, {});

test('facts that a document adds to an operation read from types are not breaking', () => {
  expect(diffContracts(withLimit({ type: 'number' }, { 'x-from-types': true }), stated).bump).toBe('minor');
});

test('the same facts are breaking if the operation was not read from types', () => {
  expect(diffContracts(withLimit({ type: 'number' }, {}), stated).bump).toBe('major');
});
