import { describe, expect, test } from 'vitest';
import { json, tinyDocument, tinyOperation } from '../../../test/tiny-document.ts';
import type { Schema } from '../../contract/index.ts';
import { mergeParts } from './merge-parts.ts';

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const object = (properties: Record<string, Schema>, ...required: string[]): Schema => ({
  type: 'object',
  properties,
  required,
});
const text: Schema = { type: 'string' };

const SCHEMAS: Record<string, Schema> = {
  One: { ...object({ a: text }, 'a'), 'x-tags': ['extension'] },
  Two: { properties: { b: text } },
  Both: { allOf: [ref('One'), ref('Two')], description: 'Both.' },
  Clash: object({ a: { type: 'number' } }),
  Open: { type: 'object', additionalProperties: text, properties: { c: text } },
  Empty: { type: 'object' },
  Choice: { oneOf: [ref('One'), ref('Two')] },
};

/** Returns the schema after merging. */
function merged(schema: Schema): Schema | undefined {
  return mergeParts(tinyDocument(undefined, { ...SCHEMAS, Subject: schema })).components.schemas.Subject;
}

describe('an allOf', () => {
  test('of plain objects becomes one object with all fields', () => {
    expect(merged({ allOf: [ref('One'), ref('Two')], description: 'Text.' })).toEqual({
      ...object({ a: text, b: text }, 'a'),
      description: 'Text.',
    });
  });

  test('includes the fields of a nested allOf and its own fields', () => {
    expect(merged({ allOf: [ref('Both')], properties: { d: text }, required: ['d'] })).toEqual(
      object({ a: text, b: text, d: text }, 'a', 'd'),
    );
  });

  test('prefers the enum if another part declares the property as a string', () => {
    const level: Schema = { type: 'string', enum: ['low', 'high'] };
    const expected = object({ a: level }, 'a');
    for (const parts of [
      [ref('One'), object({ a: level })],
      [object({ a: level }), ref('One')],
    ]) {
      expect(merged({ allOf: parts })).toEqual(expected);
    }
  });

  test('ignores a part that is an object without fields', () => {
    expect(merged({ allOf: [ref('Empty'), ref('One')] })).toEqual(object({ a: text }, 'a'));
  });

  test.each<[string, Schema]>([
    ['that only describes one reference', { allOf: [ref('One')], description: 'Text.' }],
    ['with conflicting types of a field', { allOf: [ref('One'), ref('Clash')] }],
    ['with a part that has additional properties', { allOf: [ref('One'), ref('Open')] }],
    ['with a part that is a choice', { allOf: [ref('One'), ref('Choice')] }],
    ['that is nullable', { allOf: [ref('One'), ref('Two')], nullable: true }],
  ])('%s is unchanged', (_, schema) => {
    expect(merged(schema)).toEqual(schema);
  });

  test('is merged in request bodies and responses too', () => {
    const body = json({ allOf: [ref('One'), ref('Two')] });
    const operation = tinyOperation('a', { requestBody: body, responses: { '200': body } });
    const merged = mergeParts(tinyDocument({ '/a': { post: operation } }, SCHEMAS)).paths['/a']?.post;
    const expected = json(object({ a: text, b: text }, 'a'));
    expect([merged?.requestBody, merged?.responses['200']]).toEqual([expected, expected]);
  });
});
