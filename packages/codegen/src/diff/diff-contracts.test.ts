import { describe, expect, test } from 'vitest';
import { object, SUBJECT_CASES, text, withSubject } from '../../test/subject-cases.ts';
import { json, tinyDocument, tinyOperation } from '../../test/tiny-document.ts';
import type { OperationObject, Schema } from '../contract/index.ts';
import type { Bump, ChangeKind, Direction } from './change.ts';
import { diffContracts } from './diff-contracts.ts';

function withOperation(operation: Partial<OperationObject>, path = '/things', method = 'get') {
  return tinyDocument({ [path]: { [method]: tinyOperation('listThings', operation) } });
}

describe('a schema that one operation sends and another returns', () => {
  test.each(SUBJECT_CASES)('%s', (_, before, after, kind, bump, breaks) => {
    const { changes, bump: whole } = diffContracts(withSubject(before), withSubject(after));
    expect(changes).toHaveLength(1);
    expect(changes[0]).toMatchObject({ kind, bump, breaks, where: { schema: 'Subject' } });
    expect(changes[0]?.users).toEqual({ request: ['send'], response: ['read'] });
    expect(whole).toBe(bump);
  });

  test('breaks only unstable operations if all its users are alpha or beta', () => {
    const [before, after] = [withSubject(object({ a: text }), 'beta'), withSubject(object({}), 'beta')];
    expect(diffContracts(before, after)).toMatchObject({
      bump: 'minor',
      changes: [{ bump: 'minor', breaks: ['request', 'response'], unstable: true }],
    });
  });

  test('is breaking if an operation turns beta in the same change', () => {
    const { bump } = diffContracts(withSubject(object({ a: text })), withSubject(object({}), 'beta'));
    expect(bump).toBe('major');
  });
});

describe('an operation', () => {
  const query = (name: string, more: object = {}) => ({ name, in: 'query' as const, schema: text, ...more });

  test.each<[string, Partial<OperationObject>, Partial<OperationObject>, ChangeKind, Bump]>([
    ['an optional input added', {}, { parameters: [query('a')] }, 'input-added', 'minor'],
    ['a required input added', {}, { parameters: [query('a', { required: true })] }, 'input-added', 'major'],
    ['an input removed', { parameters: [query('a')] }, {}, 'input-removed', 'major'],
    [
      'an input made required',
      { parameters: [query('a')] },
      { parameters: [query('a', { required: true })] },
      'input-required',
      'major',
    ],
    [
      'an alpha input removed',
      { parameters: [query('a', { 'x-stability-level': 'alpha' })] },
      {},
      'input-removed',
      'minor',
    ],
    [
      'another success status',
      {},
      { responses: { '202': json({ $ref: '#/components/schemas/Thing' }) } },
      'status-changed',
      'minor',
    ],
    ['its response body removed', {}, { responses: { '200': {} } }, 'answer-removed', 'major'],
    ['a response body added', { responses: { '200': {} } }, {}, 'answer-added', 'minor'],
    ['a deprecation', {}, { deprecated: true, 'x-sunset': '2030-01-01' }, 'deprecated', 'minor'],
    ['beta stability', {}, { 'x-stability-level': 'beta' }, 'stability-changed', 'minor'],
  ])('with %s', (_, before, after, kind, bump) => {
    const { changes } = diffContracts(withOperation(before), withOperation(after));
    expect(changes.map((change) => [change.kind, change.bump])).toEqual([[kind, bump]]);
  });

  test('at a new path or method breaks only calls by address', () => {
    expect(diffContracts(withOperation({}), withOperation({}, '/moved', 'post')).changes).toMatchObject([
      {
        kind: 'operation-moved',
        before: '/things',
        after: '/moved',
        breaks: ['address'],
        bump: 'major',
        consequence: 'Raw calls must use `/moved` instead of `/things`; the function stays the same.',
      },
      { kind: 'method-changed', before: 'GET', after: 'POST', breaks: ['address'], bump: 'major' },
    ]);
  });

  test('with a new id is renamed at the same address, and removed and added elsewhere', () => {
    const other = (path: string) => tinyDocument({ [path]: { get: tinyOperation('listAll') } });
    const kinds = (path: string) => diffContracts(withOperation({}), other(path)).changes.map(({ kind }) => kind);
    expect(kinds('/things')).toEqual(['operation-renamed']);
    expect(kinds('/others')).toEqual(['operation-removed', 'operation-added']);
  });
});

describe('a renamed operation is also compared by content', () => {
  const answering = (schema: Schema) => ({ responses: { '200': json(schema) } });
  const body = { requestBody: { required: true, ...json(text) } };
  const required = { name: 'a', in: 'query' as const, required: true, schema: text };

  test.each<[string, Partial<OperationObject>, Partial<OperationObject>, ChangeKind, Direction[]]>([
    ['a new required input', {}, { parameters: [required] }, 'input-added', ['request']],
    ['a new body', {}, body, 'input-added', ['request']],
    [
      'a lost field',
      answering(object({ a: text, b: text })),
      answering(object({ b: text })),
      'property-removed',
      ['response'],
    ],
    ['a changed type', answering(text), answering({ type: 'boolean' }), 'type-changed', ['response']],
    ['a deprecation', {}, { deprecated: true }, 'deprecated', []],
  ])('%s', (_, before, after, kind, breaks) => {
    const renamed = tinyDocument({ '/things': { get: tinyOperation('listAll', after) } });
    const { changes } = diffContracts(withOperation(before), renamed);
    expect(changes).toMatchObject([
      { kind: 'operation-renamed', before: 'listThings', after: 'listAll', breaks: ['name'] },
      { kind, breaks, where: { operation: 'listThings' } },
    ]);
  });

  test('its schemas count as used', () => {
    const document = (id: string, type: string) =>
      tinyDocument(
        { '/a': { get: tinyOperation(id, answering({ $ref: '#/components/schemas/Only' })) } },
        { Only: object({ a: { type } }) },
      );
    expect(diffContracts(document('before', 'string'), document('after', 'boolean')).changes[1]).toMatchObject({
      kind: 'type-changed',
      users: { response: ['before'] },
      breaks: ['response'],
    });
  });

  test('even if a path parameter is renamed', () => {
    const document = (id: string, name: string) =>
      tinyDocument({
        [`/a/{${name}}`]: {
          get: tinyOperation(id, { parameters: [{ name, in: 'path', required: true, schema: text }] }),
        },
      });
    const { changes } = diffContracts(document('before', 'id'), document('after', 'thing_id'));
    expect(changes.map(({ kind, before, after }) => [kind, before, after])).toEqual([
      ['operation-renamed', 'before', 'after'],
      ['operation-moved', '/a/{id}', '/a/{thing_id}'],
      ['input-removed', 'string', null],
      ['input-added', null, 'string, required'],
    ]);
  });

  test('two ids with the same type names are not a breaking change', () => {
    const document = (id: string) => tinyDocument({ '/a': { get: tinyOperation(id) } });
    expect(diffContracts(document('listA'), document('ListA')).changes).toMatchObject([{ visibleToTypes: false }]);
  });
});

describe('a property replaced by additional properties', () => {
  const further = (rest: Schema | true) => ({ ...object({ p: text }), additionalProperties: rest });
  const inner = object({ b: text });

  test.each<[string, Schema, Schema, Bump, Direction[], string]>([
    [
      'of another type breaks both sides',
      object({ p: text, q: inner }),
      further(text),
      'major',
      ['request', 'response'],
      'A call that passes `q` no longer compiles; code that reads `q` no longer compiles.',
    ],
    [
      'of its type breaks nobody',
      object({ p: text, q: text }),
      further(text),
      'minor',
      [],
      'A call may pass `q` as an additional property; `q` can be read as an additional property.',
    ],
    [
      'of its type breaks readers if it was required',
      object({ p: text, q: text }, ['q']),
      further(text),
      'major',
      ['response'],
      'A call may pass `q` as an additional property; code that reads `q` no longer compiles.',
    ],
    [
      'of any type breaks readers, because its type becomes unknown',
      object({ p: text, q: text }),
      further(true),
      'major',
      ['response'],
      'A call may pass `q` as an additional property; code that reads `q` no longer compiles.',
    ],
  ])('%s', (_, before, after, bump, breaks, consequence) => {
    const diff = diffContracts(withSubject(before), withSubject(after));
    expect(diff.bump).toBe(bump);
    expect(diff.changes.find(({ kind }) => kind === 'property-removed')).toMatchObject({ breaks, consequence });
  });
});

describe('the names of types', () => {
  test('are part of the contract even if no operation uses them', () => {
    const { changes } = diffContracts(tinyDocument(undefined, { Old: text }), tinyDocument());
    expect(changes).toMatchObject([{ kind: 'schema-removed', bump: 'major', breaks: ['name'], before: 'Old' }]);
  });

  test('with the same definition are renamed', () => {
    const { changes } = diffContracts(tinyDocument(undefined, { Old: text }), tinyDocument(undefined, { New: text }));
    expect(changes).toMatchObject([{ kind: 'schema-renamed', bump: 'major', before: 'Old', after: 'New' }]);
  });
});

test('a change of a shared parameter of several operations is reported once', () => {
  const document = (maximum: number) => {
    const parameters = [{ $ref: '#/components/parameters/Limit' }];
    const paths = {
      '/a': { get: tinyOperation('a', { parameters }) },
      '/b': { get: tinyOperation('b', { parameters }) },
    };
    const tiny = tinyDocument(paths);
    const shared = { Limit: { name: 'limit', in: 'query' as const, schema: { type: 'integer', maximum } } };
    return { ...tiny, components: { ...tiny.components, parameters: shared } };
  };
  expect(diffContracts(document(100), document(50)).changes).toMatchObject([
    { kind: 'constraint-narrowed', users: { request: ['a', 'b'] }, visibleToTypes: false, bump: 'major' },
  ]);
});

test('a document compared with itself has no changes', () => {
  expect(diffContracts(withSubject(text), withSubject(text))).toEqual({ changes: [], bump: undefined });
});
