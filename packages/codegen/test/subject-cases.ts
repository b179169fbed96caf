import type { OpenApiDocument, Schema } from '../src/contract/index.ts';
import type { Bump, ChangeKind, Direction } from '../src/diff/index.ts';
import { json, tinyDocument, tinyOperation } from './tiny-document.ts';

const subject = { $ref: '#/components/schemas/Subject' };

/** A document with one operation that sends `Subject`, one that reads it. */
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

/** How a schema changes, and what that is: its kind, the bump, and the directions in which code breaks. */
export const SUBJECT_CASES: [string, Schema, Schema, ChangeKind, Bump, Direction[]][] = [
  ['an optional property more', object({}), object({ a: text }), 'property-added', 'minor', []],
  [
    'a required property more',
    object({ b: text }),
    object({ a: text, b: text }, ['a']),
    'property-added',
    'major',
    ['request'],
  ],
  [
    'a property less',
    object({ a: text, b: text }),
    object({ b: text }),
    'property-removed',
    'major',
    ['request', 'response'],
  ],
  ['a property required', object({ a: text }), object({ a: text }, ['a']), 'property-required', 'major', ['request']],
  ['a property optional', object({ a: text }, ['a']), object({ a: text }), 'property-optional', 'major', ['response']],
  [
    'another type',
    object({ a: text }),
    object({ a: { type: 'integer' } }),
    'type-changed',
    'major',
    ['request', 'response'],
  ],
  ['null allowed', text, { type: 'string', nullable: true }, 'null-allowed', 'major', ['response']],
  ['null refused', { type: 'string', nullable: true }, text, 'null-refused', 'major', ['request']],
  [
    'a value more',
    { type: 'string', enum: ['a', 'b'] },
    { type: 'string', enum: ['a', 'b', 'c'] },
    'value-added',
    'minor',
    [],
  ],
  [
    'a value less',
    { type: 'string', enum: ['a', 'b'] },
    { type: 'string', enum: ['a'] },
    'value-removed',
    'major',
    ['request'],
  ],
  [
    'a constant of two values',
    { type: 'string', enum: ['a'] },
    { type: 'string', enum: ['a', 'b'] },
    'value-added',
    'major',
    ['response'],
  ],
  ['any string', { type: 'string', enum: ['a', 'b'] }, text, 'values-freed', 'minor', []],
  ['listed values', text, { type: 'string', enum: ['a', 'b'] }, 'values-listed', 'major', ['request']],
  [
    'further properties',
    object({ a: text }),
    { ...object({ a: text }), additionalProperties: true },
    'rest-allowed',
    'minor',
    [],
  ],
  [
    'no further properties',
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
  ['a pattern', text, { type: 'string', pattern: '^a' }, 'constraint-narrowed', 'major', ['request']],
  [
    'another default',
    { type: 'string', default: 'a' },
    { type: 'string', default: 'b' },
    'default-changed',
    'minor',
    [],
  ],
  ['a deprecation', text, { type: 'string', deprecated: true }, 'deprecated', 'minor', []],
  ['an option more', { oneOf: [text] }, { oneOf: [text, { type: 'boolean' }] }, 'option-added', 'major', ['response']],
  ['an option less', { oneOf: [text, { type: 'boolean' }] }, { oneOf: [text] }, 'option-removed', 'major', ['request']],
  ['bytes', text, { type: 'string', format: 'binary' }, 'type-changed', 'major', ['request', 'response']],
  [
    'a property that turns read-only',
    object({ a: text }),
    object({ a: { type: 'string', readOnly: true } }),
    'property-removed',
    'major',
    ['request'],
  ],
];
