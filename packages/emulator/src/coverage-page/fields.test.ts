import { expect, test } from 'vitest';
import { sharedContract } from '../contract/index.ts';
import { OPERATION_FIELDS } from './field-effects.ts';
import { judgeFields } from './judge-fields.ts';

const { document, operations } = sharedContract();
const judged = judgeFields(document, operations);

test('every field of every request has an entry in field-effects.ts or schema-fields.ts', () => {
  expect(judged.flatMap(({ of, missing }) => missing.map((name) => `${of} ${name}`))).toEqual([]);
});

test('every entry has a field', () => {
  const known = new Set(operations.map(({ operationId }) => operationId));
  expect(Object.keys(OPERATION_FIELDS).filter((name) => !known.has(name))).toEqual([]);
  expect(judged.flatMap(({ of, stale }) => stale.map((name) => `${of} ${name}`))).toEqual([]);
});

test('a shared schema is used by at least two requests', () => {
  const uses = judged.flatMap(({ shared }) => [...shared.values()]);
  const schemas = judged.slice(operations.length).map(({ of }) => of);
  expect(schemas.filter((schema) => uses.filter((used) => used === schema).length < 2)).toEqual([]);
});
