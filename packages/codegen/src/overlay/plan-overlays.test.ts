import { describe, expect, test } from 'vitest';
import { tinyDocument, tinyOperation } from '../../test/tiny-document.ts';
import type { OpenApiDocument } from '../contract/index.ts';
import type { Json } from '../json/index.ts';
import { planOverlays } from './plan-overlays.ts';
import { type Overlay, readOverlay } from './read-overlays.ts';

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const uses = (id: string, schema: string) => ({
  operationId: id,
  responses: { '200': { content: { 'application/json': { schema: ref(schema) } } } },
});

type Action = { readonly target: string; readonly update: Json };
const adds = (path: string, id: string, schema: string): Action => ({
  target: '$.paths',
  update: { [path]: { get: uses(id, schema) } },
});
const defines = (name: string, of: Json = {}): Action => ({ target: '$.components.schemas', update: { [name]: of } });
const marks = (path: string): Action => ({ target: `$.paths['${path}'].get`, update: { deprecated: true } });
const hides = (schema: string): Action => ({
  target: `$.components.schemas.${schema}`,
  update: { 'x-sensitive': ['key'] },
});

function overlay(file: string, more: object, actions: readonly Action[]): Overlay {
  return readOverlay(file, Buffer.from(JSON.stringify({ overlay: '1.0.0', 'x-reason': 'A test.', ...more, actions })));
}

const WITNESS = overlay('10.yaml', { 'x-witness': { package: 'w', version: '1.0.0' } }, [
  adds('/a', 'getA', 'A'),
  adds('/b', 'getB', 'B'),
  defines('A', ref('Shared')),
  defines('B', ref('Shared')),
  defines('Shared'),
  marks('/things'),
]);
const BY_HAND = overlay('20.yaml', { 'x-completes': '10.yaml' }, [hides('A'), hides('B')]);
const CORRECTION = overlay('30.yaml', {}, [{ target: '$.info', update: { title: 'Corrected' } }]);
const ALL = [WITNESS, BY_HAND, CORRECTION];

const getThings = { '/things': { get: tinyOperation('listThings') } };
const OLD = tinyDocument(getThings);

/** Returns `FILE COUNT` for each applied overlay and `FILE NAME` for each dropped action. */
function plan(document: OpenApiDocument, overlays: readonly Overlay[] = ALL, live = false) {
  const { applied, dropped } = planOverlays(document, overlays, live);
  return {
    applied: applied.map(({ file, actions }) => `${file} ${actions.length}`),
    dropped: dropped.map(({ file, name }) => `${file} ${name}`),
  };
}

describe('with the overlay of a witness', () => {
  test('every action applies to a document without its parts', () => {
    expect(plan(OLD)).toEqual({ applied: ['10.yaml 6', '20.yaml 2', '30.yaml 1'], dropped: [] });
  });

  test.each([
    ['under its path and method', { '/a': { get: tinyOperation('fetchA') } }],
    ['under its id at another path, in another case', { '/elsewhere': { post: tinyOperation('GETA') } }],
  ])('an operation and the schemas that only it needs are dropped if the document has it %s', (_, paths) => {
    expect(plan(tinyDocument({ ...getThings, ...paths }), [WITNESS])).toEqual({
      applied: ['10.yaml 4'],
      dropped: ['10.yaml getA', '10.yaml A'],
    });
  });

  test('an operation is kept if the document has its path with other methods', () => {
    expect(plan(tinyDocument({ ...getThings, '/a': { post: tinyOperation('makeA') } }), [WITNESS]).dropped).toEqual([]);
  });

  test('a schema and those that only it needs are dropped if the document has it', () => {
    const document = tinyDocument(getThings, { A: {}, B: {} });
    expect(plan(document, [WITNESS]).dropped).toEqual(['10.yaml A', '10.yaml B', '10.yaml Shared']);
  });

  test('a mark is dropped together with its operation', () => {
    expect(plan(tinyDocument({}), [WITNESS]).dropped).toEqual(['10.yaml GET /things']);
  });

  test.each([
    ['a schema', { $ref: '#/components/schemas/Newer' }],
    ['another component', { $ref: '#/components/responses/Newer' }],
  ])('an operation is neither applied nor dropped while the document lacks %s that it refers to', (_, reference) => {
    const unfit = overlay('10.yaml', { 'x-witness': { package: 'w', version: '1.0.0' } }, [
      adds('/a', 'getA', 'A'),
      adds('/b', 'getB', 'B'),
      defines('A', { allOf: [ref('Shared'), reference] }),
      defines('B', ref('Shared')),
      defines('Shared'),
    ]);
    expect(plan(OLD, [unfit, BY_HAND])).toEqual({ applied: ['10.yaml 3', '20.yaml 1'], dropped: [] });
  });

  test('an action that is neither one operation nor one schema is refused', () => {
    const wide = overlay('10.yaml', { 'x-witness': { package: 'w', version: '1' } }, [
      { target: '$.paths', update: { '/a': {}, '/b': {} } },
    ]);
    expect(() => planOverlays(OLD, [wide], false)).toThrow(
      'The overlay 10.yaml is invalid: $.paths is neither one operation nor one schema.',
    );
  });
});

describe('with an overlay that completes a witness', () => {
  const newer = (schema: Json) =>
    tinyDocument({ ...getThings, '/a': { get: uses('getA', 'A') } }, { A: schema as Record<string, Json> });

  test('an action is kept if the document has the schema without its content', () => {
    expect(plan(newer({ type: 'object' }))).toMatchObject({ applied: ['10.yaml 4', '20.yaml 2', '30.yaml 1'] });
  });

  test('an action is dropped if the document has its content', () => {
    const { dropped } = plan(newer({ 'x-sensitive': ['key'] }));
    expect(dropped).toEqual(['10.yaml getA', '10.yaml A', '20.yaml A']);
  });

  test('an action is dropped if neither the witness nor the document has the schema', () => {
    expect(plan(OLD, [BY_HAND])).toEqual({ applied: ['20.yaml 0'], dropped: ['20.yaml A', '20.yaml B'] });
  });
});

describe('with a live document', () => {
  test('no action of a witness applies, nor of the overlay that completes it', () => {
    expect(plan(OLD, ALL, true)).toEqual({ applied: ['10.yaml 0', '20.yaml 0', '30.yaml 1'], dropped: [] });
  });

  test('its own parts are dropped from the overlays, and secrets stay marked', () => {
    const document = tinyDocument({ ...getThings, '/a': { get: uses('getA', 'A') } }, { A: { type: 'object' } });
    expect(plan(document, ALL, true)).toEqual({
      applied: ['10.yaml 0', '20.yaml 1', '30.yaml 1'],
      dropped: ['10.yaml getA', '10.yaml A'],
    });
  });
});

test('an overlay without a witness always applies unchanged', () => {
  const leftover = overlay('30.yaml', {}, [{ target: '$.nothing', update: {} }]);
  expect(plan(OLD, [leftover])).toEqual({ applied: ['30.yaml 1'], dropped: [] });
});
