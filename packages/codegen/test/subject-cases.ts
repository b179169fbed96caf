import type { OpenApiDocument, Schema } from '../src/contract/index.ts';
import type { Bump, ChangeKind, Direction } from '../src/diff/index.ts';
import { json, tinyDocument, tinyOperation } from './tiny-document.ts';

const subject = { $ref: '#/components/schemas/Subject' };

/** Creates a document with one operation that sends `Subject` and one that returns it. */
export function withSubject(schema: Schema, level?: string): OpenApiDocument {
  const stability = level === undefined ? {} : { 'x-stability-level': level };
  return tinyDocument(
    {
      '/send': { post: tinyOperation('send', { requestBody: { required: true, ...json(subject) }, ...stability }) },
      '/read': { get: tinyOperation('read', { responses: { '200': json(subject) }, ...stability }) },
    },
    { Subject: schema },
  );
}

export function object(properties: Record<string, Schema>, required: string[] = []): Schema {
  return { type: 'object', properties, required };
}

export const text: Schema = { type: 'string' };

/** Changes of a schema, each with the expected kind, bump, and directions in which code breaks. */
export const SUBJECT_CASES: [string, Schema, Schema, ChangeKind, Bump, Direction[]][] = [
  ['an optional property added', object({}), object({ a: text }), 'property-added', 'minor', []],
  [
    'a required property added',
    object({ b: text }),
    object({ a: text, b: text }, ['a']),
    'property-added',
    'major',
    ['request'],
  ],
  [
    'a property removed',
    object({ a: text, b: text }),
    object({ b: text }),
    'property-removed',
    'major',
    ['request', 'response'],
  ],
  [
    'a property made required',
    object({ a: text }),
    object({ a: text }, ['a']),
    'property-required',
    'major',
    ['request'],
  ],
  [
    'a property made optional',
    object({ a: text }, ['a']),
    object({ a: text }),
    'property-optional',
    'major',
    ['response'],
  ],
  [
    'a changed type',
    object({ a: text }),
    object({ a: { type: 'integer' } }),
    'type-changed',
    'major',
    ['request', 'response'],
  ],
  ['null allowed', text, { type: 'string', nullable: true }, 'null-allowed', 'major', ['response']],
  ['null no longer allowed', { type: 'string', nullable: true }, text, 'null-refused', 'major', ['request']],
  [
    'a value added',
    { type: 'string', enum: ['a', 'b'] },
    { type: 'string', enum: ['a', 'b', 'c'] },
    'value-added',
    'minor',
    [],
  ],
  [
    'a value removed',
    { type: 'string', enum: ['a', 'b'] },
    { type: 'string', enum: ['a'] },
    'value-removed',
    'major',
    ['request'],
  ],
  [
    'a constant with a second value',
    { type: 'string', enum: ['a'] },
    { type: 'string', enum: ['a', 'b'] },
    'value-added',
    'major',
    ['response'],
  ],
  ['an enum that becomes any string', { type: 'string', enum: ['a', 'b'] }, text, 'values-freed', 'minor', []],
  ['a string that becomes an enum', text, { type: 'string', enum: ['a', 'b'] }, 'values-listed', 'major', ['request']],
  [
    'additional properties allowed',
    object({ a: text }),
    { ...object({ a: text }), additionalProperties: true },
    'rest-allowed',
    'minor',
    [],
  ],
  [
    'additional properties no longer allowed',
    { ...object({ a: text }), additionalProperties: true },
    object({ a: text }),
    'rest-refused',
    'major',
    ['request', 'response'],
  ],
  [
    'a narrower limit',
    { type: 'string', maxLength: 9 },
    { type: 'string', maxLength: 8 },
    'constraint-narrowed',
    'major',
    ['request'],
  ],
  [
    'a wider limit',
    { type: 'string', maxLength: 8 },
    { type: 'string', maxLength: 9 },
    'constraint-widened',
    'minor',
    [],
  ],
  ['a new pattern', text, { type: 'string', pattern: '^a' }, 'constraint-narrowed', 'major', ['request']],
  [
    'a changed default',
    { type: 'string', default: 'a' },
    { type: 'string', default: 'b' },
    'default-changed',
    'minor',
    [],
  ],
  ['a deprecation', text, { type: 'string', deprecated: true }, 'deprecated', 'minor', []],
  ['an option added', { oneOf: [text] }, { oneOf: [text, { type: 'boolean' }] }, 'option-added', 'major', ['response']],
  [
    'an option removed',
    { oneOf: [text, { type: 'boolean' }] },
    { oneOf: [text] },
    'option-removed',
    'major',
    ['request'],
  ],
  [
    'text that becomes bytes',
    text,
    { type: 'string', format: 'binary' },
    'type-changed',
    'major',
    ['request', 'response'],
  ],
  [
    'a property that becomes read-only',
    object({ a: text }),
    object({ a: { type: 'string', readOnly: true } }),
    'property-removed',
    'major',
    ['request'],
  ],
];
