import { describe, expect, test } from 'vitest';
import { json, tinyDocument, tinyOperation } from '../../../test/tiny-document.ts';
import {
  asDocument,
  type OpenApiDocument,
  type OperationObject,
  type Parameter,
  type PathItem,
  type Schema,
} from '../../contract/index.ts';
import type { Json } from '../../json/index.ts';
import { diffContracts } from '../diff-contracts.ts';
import { makeReport } from './make-report.ts';

const text: Schema = { type: 'string' };
const shared = { $ref: '#/components/schemas/Shared' };

/** Returns each entry of the report as one text, by the title of its section. */
function entries(before: OpenApiDocument, after: OpenApiDocument): Record<string, string[]> {
  const { sections } = makeReport(diffContracts(before, after), { old: 'a', now: 'b' });
  return Object.fromEntries(
    sections.map(({ title, entries }) => [
      title,
      entries.map(({ title, note, lines }) => [title, note, ...lines].filter((part) => part !== '').join(' | ')),
    ]),
  );
}

/** Creates operations `op0`, `op1`, … at `/op0/{id}`, … */
function operations(count: number, more: Partial<OperationObject>): Record<string, PathItem> {
  const ids = Array.from({ length: count }, (_, index) => `op${index}`);
  return Object.fromEntries(ids.map((id) => [`/${id}/{id}`, { get: tinyOperation(id, more) }]));
}

const byId = (schema: Schema): Partial<OperationObject> => ({
  parameters: [{ name: 'id', in: 'path', required: true, schema }],
});

const withSchema = (schema: Schema, direction: 'sent' | 'read') =>
  tinyDocument(
    {
      '/a': {
        post: tinyOperation(
          'use',
          direction === 'sent' ? { requestBody: json(shared) } : { responses: { '200': json(shared) } },
        ),
      },
    },
    { Shared: schema },
  );

describe('one cause is reported once', () => {
  test('a new pattern of a parameter in many operations, with the first places and a count', () => {
    const [before, after] = [byId(text), byId({ ...text, pattern: '^[a-z]+$' })].map((more) =>
      tinyDocument(operations(85, more)),
    );
    if (!before || !after) throw new Error('two documents were expected');
    expect(entries(before, after)).toEqual({
      'Breaking changes': ['New pattern `^[a-z]+$` | (85 places) | `op0.id`, `op1.id`, `op2.id`, `op3.id` and 81 more'],
    });
    expect(diffContracts(before, after).changes).toHaveLength(85);
  });

  test('the same new parameter of three operations', () => {
    const parameter: Parameter = { name: 'limit', in: 'query', schema: text };
    const after = operations(3, { parameters: [...(byId(text).parameters ?? []), parameter] });
    expect(entries(tinyDocument(operations(3, byId(text))), tinyDocument(after))).toEqual({
      Additions: ['New optional parameter `limit` | (3 places) | `op0`, `op1`, `op2`'],
    });
  });

  test('but the same new parameter of only two operations is reported twice', () => {
    const parameter: Parameter = { name: 'limit', in: 'query', schema: text };
    const after = operations(2, { parameters: [...(byId(text).parameters ?? []), parameter] });
    expect(entries(tinyDocument(operations(2, byId(text))), tinyDocument(after))).toEqual({
      Additions: ['`op0` | New optional parameter: `limit`', '`op1` | New optional parameter: `limit`'],
    });
  });

  test('new fields with the same name are reported separately if their types differ', () => {
    const document = (fields: readonly Schema[]) => {
      const schemas = ['A', 'B', 'C'].map((name, index): [string, Schema] => {
        const field = fields[index];
        return [name, { type: 'object', properties: { id: text, ...(field && { settings: field }) } }];
      });
      return tinyDocument(undefined, Object.fromEntries(schemas));
    };
    const after = document([text, text, { type: 'integer' }]);
    expect(entries(document([]), after).Additions).toHaveLength(3);
    expect(entries(document([]), document([text, text, text])).Additions).toHaveLength(1);
  });

  test('the new name of a type, not each of its uses', () => {
    const named = (name: string) =>
      tinyDocument(
        {
          '/a': { get: tinyOperation('use', { responses: { '200': json({ $ref: `#/components/schemas/${name}` }) } }) },
        },
        { [name]: { type: 'object', properties: { a: text } } },
      );
    expect(entries(named('Old'), named('New'))).toEqual({ 'Breaking changes': ['Renamed types | `Old` is now `New`'] });
  });

  test('a shared parameter, with the operations that send it', () => {
    const [before, after] = [text, { ...text, pattern: '^[a-z]+$' }].map((schema) => {
      const document = tinyDocument(operations(2, { parameters: [{ $ref: '#/components/parameters/Id' }] }));
      const parameters = { Id: { name: 'id', in: 'path', required: true, schema } };
      return asDocument({ ...document, components: { ...document.components, parameters } });
    });
    if (!before || !after) throw new Error('two documents were expected');
    expect(entries(before, after)).toEqual({
      'Breaking changes': ['`Id` | (sent by `op0`, `op1`) | New pattern `^[a-z]+$`: `id`'],
    });
  });
});

describe('a report names', () => {
  const secrets = (...names: string[]): Schema => ({ type: 'object', properties: { key: text }, 'x-sensitive': names });

  test('the fields newly hidden from logs, and those no longer hidden', () => {
    expect(entries(withSchema(secrets('key', 'old'), 'read'), withSchema(secrets('key', 'new'), 'read'))).toEqual({
      'Other changes': [
        '`Shared` | (returned by `use`) | Now hidden from logs: `new` | No longer hidden from logs: `old`',
      ],
    });
  });

  test('the fields that a new list of secrets hides', () => {
    const before = withSchema({ type: 'object', properties: { key: text } }, 'read');
    expect(entries(before, withSchema(secrets('key'), 'read'))).toEqual({
      'Other changes': ['`Shared` | (returned by `use`) | Now hidden from logs: `key`'],
    });
  });

  test('a request body', () => {
    const body = json(text);
    const at = (more: Partial<OperationObject>) => tinyDocument({ '/a': { post: tinyOperation('use', more) } });
    expect(entries(at({}), at({ requestBody: body }))).toEqual({ Additions: ['`use` | New optional request body'] });
    expect(entries(at({ requestBody: body }), at({ requestBody: { ...body, required: true } }))).toEqual({
      'Breaking changes': ['`use` | Request body now required'],
    });
  });

  test('both paths of a moved operation', () => {
    const at = (path: string) => tinyDocument({ [path]: { get: tinyOperation('use') } });
    expect(entries(at('/old'), at('/new'))).toEqual({
      'Breaking changes': ['`use` | Path changed from `/old` to `/new`'],
    });
  });

  test('a removed value, but not among the additions', () => {
    const values = (...listed: string[]): Schema => ({ type: 'string', enum: listed });
    expect(entries(withSchema(values('a', 'b', 'c'), 'read'), withSchema(values('a', 'b', 'd'), 'read'))).toEqual({
      Additions: ['`Shared` | (returned by `use`) | New value: `d`'],
      'Other changes': ['`Shared` | (returned by `use`) | Removed value: `c`'],
    });
  });

  test('a field that became certain, but not among the additions', () => {
    const object = (required: string[], schema: Schema): Schema => ({
      type: 'object',
      required,
      properties: { a: schema },
    });
    expect(
      entries(withSchema(object([], { ...text, nullable: true }), 'read'), withSchema(object(['a'], text), 'read')),
    ).toEqual({
      'Other changes': ['`Shared` | (returned by `use`) | Field now always present: `a` | No longer null: `a`'],
    });
  });

  test.each<[string, Record<string, Json>, string]>([
    ['its deprecation', { deprecated: true }, '`old`: `GET /old` (was deprecated)'],
    [
      'its deprecation and sunset date',
      { deprecated: true, 'x-sunset': '2026-06-01' },
      '`old`: `GET /old` (was deprecated, sunset date 2026-06-01)',
    ],
    ['its sunset date', { 'x-sunset': '2026-06-01' }, '`old`: `GET /old` (sunset date 2026-06-01)'],
  ])('a removed operation with %s', (_, lifecycle, line) => {
    const kept = { '/a': { get: tinyOperation('a') } };
    const before = tinyDocument({ ...kept, '/old': { get: tinyOperation('old', lifecycle) } });
    expect(entries(before, tinyDocument(kept))).toEqual({ 'Breaking changes': [`Removed operations | ${line}`] });
  });

  test('a removed field and parameter with their sunset dates', () => {
    const ending = { deprecated: true, 'x-sunset': '2026-06-01' };
    const parameter = { name: 'q', in: 'query', schema: text, ...ending } as const;
    const document = (properties: Record<string, Schema>, parameters: readonly Parameter[]) =>
      tinyDocument(
        { '/a': { get: tinyOperation('use', { parameters, responses: { '200': json(shared) } }) } },
        { Shared: { type: 'object', properties } },
      );
    expect(entries(document({ a: text, b: { ...text, ...ending } }, [parameter]), document({ a: text }, []))).toEqual({
      'Breaking changes': [
        '`use` | Removed deprecated parameter, sunset date 2026-06-01: `q`',
        '`Shared` | (returned by `use`) | Removed deprecated field, sunset date 2026-06-01: `b`',
      ],
    });
  });

  test('an unnamed type', () => {
    const choice: Schema = { type: 'object', properties: { a: text }, oneOf: [{ type: 'object' }] };
    const object: Schema = { type: 'object', properties: { f: choice } };
    expect(entries(withSchema(object, 'read'), withSchema({ ...object, properties: { f: text } }, 'read'))).toEqual({
      'Breaking changes': ['`Shared` | (returned by `use`) | Type changed from an unnamed type to `string`: `f`'],
    });
  });
});
