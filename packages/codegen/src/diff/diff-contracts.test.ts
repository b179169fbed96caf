import { describe, expect, test } from 'vitest';
import { object, SUBJECT_CASES, text, withSubject } from '../../test/subject-cases.ts';
import { json, tinyDocument, tinyOperation } from '../../test/tiny-document.ts';
import type { OperationObject } from '../contract/index.ts';
import type { Bump, ChangeKind } from './change.ts';
import { diffContracts } from './diff-contracts.ts';

function withOperation(operation: Partial<OperationObject>, path = '/things', method = 'get') {
  return tinyDocument({ [path]: { [method]: tinyOperation('listThings', operation) } });
}

describe('a schema that one operation sends and one reads', () => {
  test.each(SUBJECT_CASES)('%s', (_, before, after, kind, bump, breaks) => {
    const { changes, bump: whole } = diffContracts(withSubject(before), withSubject(after));
    expect(changes).toHaveLength(1);
    expect(changes[0]).toMatchObject({ kind, bump, breaks, where: { schema: 'Subject' } });
    expect(changes[0]?.users).toEqual({ request: ['send'], response: ['read'] });
    expect(whole).toBe(bump);
  });

  test('breaks nobody while all that meet it are alpha or beta', () => {
    const [before, after] = [withSubject(object({ a: text }), 'beta'), withSubject(object({}), 'beta')];
    expect(diffContracts(before, after)).toMatchObject({
      bump: 'minor',
      changes: [{ bump: 'minor', breaks: ['request', 'response'], unstable: true }],
    });
  });

  test('breaks those who relied on it when an operation turns beta with the change', () => {
    const { bump } = diffContracts(withSubject(object({ a: text })), withSubject(object({}), 'beta'));
    expect(bump).toBe('major');
  });
});

describe('an operation', () => {
  const query = (name: string, more: object = {}) => ({ name, in: 'query' as const, schema: text, ...more });

  test.each<[string, Partial<OperationObject>, Partial<OperationObject>, ChangeKind, Bump]>([
    ['an optional input more', {}, { parameters: [query('a')] }, 'input-added', 'minor'],
    ['a required input more', {}, { parameters: [query('a', { required: true })] }, 'input-added', 'major'],
    ['an input less', { parameters: [query('a')] }, {}, 'input-removed', 'major'],
    [
      'an input required',
      { parameters: [query('a')] },
      { parameters: [query('a', { required: true })] },
      'input-required',
      'major',
    ],
    [
      'an input in alpha less',
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
    ['no answer', {}, { responses: { '200': {} } }, 'answer-removed', 'major'],
    ['an answer where there was none', { responses: { '200': {} } }, {}, 'answer-added', 'minor'],
    ['deprecation', {}, { deprecated: true, 'x-sunset': '2030-01-01' }, 'deprecated', 'minor'],
    ['beta', {}, { 'x-stability-level': 'beta' }, 'stability-changed', 'minor'],
  ])('with %s', (_, before, after, kind, bump) => {
    const { changes } = diffContracts(withOperation(before), withOperation(after));
    expect(changes.map((change) => [change.kind, change.bump])).toEqual([[kind, bump]]);
  });

  test('at another path or method breaks who calls it by address alone', () => {
    expect(diffContracts(withOperation({}), withOperation({}, '/moved', 'post')).changes).toMatchObject([
      { kind: 'operation-moved', before: '/things', after: '/moved', breaks: ['address'], bump: 'major' },
      { kind: 'method-changed', before: 'GET', after: 'POST', breaks: ['address'], bump: 'major' },
    ]);
  });

  test('under another name at the same address is renamed, elsewhere it is gone and another has come', () => {
    const other = (path: string) => tinyDocument({ [path]: { get: tinyOperation('listAll') } });
    const kinds = (path: string) => diffContracts(withOperation({}), other(path)).changes.map(({ kind }) => kind);
    expect(kinds('/things')).toEqual(['operation-renamed']);
    expect(kinds('/others')).toEqual(['operation-removed', 'operation-added']);
  });
});

describe('the names of types', () => {
  test('are promised even where no operation uses them', () => {
    const { changes } = diffContracts(tinyDocument(undefined, { Old: text }), tinyDocument());
    expect(changes).toMatchObject([{ kind: 'schema-removed', bump: 'major', breaks: ['name'], before: 'Old' }]);
  });

  test('that change alone are renamed', () => {
    const { changes } = diffContracts(tinyDocument(undefined, { Old: text }), tinyDocument(undefined, { New: text }));
    expect(changes).toMatchObject([{ kind: 'schema-renamed', bump: 'major', before: 'Old', after: 'New' }]);
  });
});

test('what several operations meet in one shared parameter is told once', () => {
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

test('a document does not differ from itself', () => {
  expect(diffContracts(withSubject(text), withSubject(text))).toEqual({ changes: [], bump: undefined });
});
