import { describe, expect, test } from 'vitest';
import { tinyDocument, tinyOperation } from '../../../test/tiny-document.ts';
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
    [{ name: 'limit', in: 'query', schema: { maximum: 9 } }, ['Range: up to 9.']],
    [{ type: 'string' }, []],
  ])('%j', (object, lines) => {
    expect(describeFacts(object)).toEqual(lines);
  });
});

test('facts follow the description that is there', () => {
  const schema = { description: 'How many.\n', maximum: 3, type: 'integer' };
  const document = commentFacts(tinyDocument({ '/a': { get: tinyOperation('a') } }, { Count: schema }));
  expect(document.components.schemas.Count?.description).toBe('How many.\n\nRange: up to 3.');
});

test('properties that bear the name of a keyword are no facts', () => {
  const schema = { type: 'object', properties: { pattern: { type: 'string' }, maximum: { type: 'integer' } } };
  const document = commentFacts(tinyDocument({ '/a': { get: tinyOperation('a') } }, { Rule: schema }));
  expect(document.components.schemas.Rule).toEqual(schema);
});
