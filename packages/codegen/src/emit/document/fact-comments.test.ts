import { describe, expect, test } from 'vitest';
import { tinyDocument, tinyOperation } from '../../../test/tiny-document.ts';
import type { Schema } from '../../contract/index.ts';
import { commentFacts, describeFacts } from './fact-comments.ts';

describe('describeFacts', () => {
  test.each([
    [{ minimum: 1, maximum: 400 }, ['Range: 1 to 400.']],
    [{ minimum: 0 }, ['Range: 0 or more.']],
    [{ maximum: 5 }, ['Range: up to 5.']],
    [{ minLength: 1, maxLength: 60 }, ['Length: 1 to 60.']],
    [{ minItems: 1 }, ['Items: 1 or more.']],
    [{ pattern: '^a$' }, ['Pattern: `^a$`.']],
    [{ 'x-stability-level': 'beta', 'x-sunset': '2026-03-01' }, ['Stability: beta.', 'Ends on 2026-03-01.']],
    [{ name: 'limit', in: 'query', schema: { maximum: 9, default: 5 } }, ['Range: up to 9.', 'Default: 5.']],
    [{ type: 'integer', default: 5 }, []],
    [{ type: 'string' }, []],
  ])('%j', (object, lines) => {
    expect(describeFacts(object)).toEqual(lines);
  });
});

const commented = (schema: Schema) =>
  commentFacts(tinyDocument({ '/a': { get: tinyOperation('a') } }, { Own: schema })).components.schemas.Own;

test('title, description and facts become the summary', () => {
  const schema = { title: 'Count', description: 'How many.\n', maximum: 3, type: 'integer' };
  expect(commented(schema)).toEqual({ summary: 'Count\n\nHow many.\n\nRange: up to 3.', maximum: 3, type: 'integer' });
});

test('properties named like a keyword are kept', () => {
  const properties = { pattern: { type: 'string' }, maximum: { type: 'integer' }, description: { type: 'string' } };
  const schema = { type: 'object', properties };
  expect(commented(schema)).toEqual(schema);
});

test('schemas and values named like a keyword are kept', () => {
  const document = commentFacts(tinyDocument(undefined, { description: { type: 'string' } }));
  expect(document.components.schemas.description).toEqual({ type: 'string' });
  const schema = { type: 'object', default: { description: 'stays', maximum: 3 } };
  expect(commented(schema)).toEqual(schema);
});

test('the example of an object is omitted, and the example of a value is kept', () => {
  const properties = { id: { type: 'string', example: 'br-1' } };
  const schema = { type: 'object', properties };
  expect(commented({ ...schema, example: { id: 'br-1' } })).toEqual(schema);
});
