import { describe, expect, test } from 'vitest';
import type { Json } from '../json/index.ts';
import { applyOverlays } from './apply-overlays.ts';
import type { Overlay, OverlayAction } from './read-overlays.ts';

const document: Json = {
  info: { title: 'Tiny', version: '1' },
  list: [{ name: 'a' }, { name: 'b' }, { name: 'c' }],
  schema: { type: 'object', required: ['id'], properties: { id: { type: 'string' } } },
};

type Change = OverlayAction['change'];
const update = (value: Json): Change => ({ kind: 'update', update: value });
const remove: Change = { kind: 'remove' };

function overlay(...actions: readonly [string, Change][]): Overlay {
  return {
    file: '10-tiny.yaml',
    sha256: '',
    text: '',
    witness: undefined,
    completes: undefined,
    spelling: {},
    actions: actions.map(([target, change]) => ({ target, change, reason: 'test' })),
  };
}

function apply(...actions: readonly [string, Change][]): Json {
  return applyOverlays(document, [overlay(...actions)]);
}

describe('an update', () => {
  test('merges objects, adds to lists and replaces the rest', () => {
    expect(
      apply(['$.schema', update({ type: 'array', required: ['name'], properties: { id: { format: 'uuid' } } })]),
    ).toEqual({
      ...(document as object),
      schema: { type: 'array', required: ['id', 'name'], properties: { id: { type: 'string', format: 'uuid' } } },
    });
  });

  test('adds one or several items to a list', () => {
    expect(apply(['$.schema.required', update('name')])).toMatchObject({ schema: { required: ['id', 'name'] } });
    expect(apply(['$.schema.required', update(['id', 'b'])])).toMatchObject({ schema: { required: ['id', 'b'] } });
  });

  test('applies to every match', () => {
    expect(apply(['$.list[*]', update({ seen: true })])).toMatchObject({
      list: [
        { name: 'a', seen: true },
        { name: 'b', seen: true },
        { name: 'c', seen: true },
      ],
    });
  });

  test('does not modify the given document', () => {
    const before = JSON.stringify(document);
    apply(['$.schema', update({ type: 'array' })], ['$.list', remove]);
    expect(JSON.stringify(document)).toBe(before);
  });
});

test('a removal removes every matching object member and list item', () => {
  expect(apply(['$.schema.required', remove])).toMatchObject({ schema: { type: 'object', properties: {} } });
  expect(apply(["$.list[?(@.name == 'b')]", remove])).toMatchObject({ list: [{ name: 'a' }, { name: 'c' }] });
  expect(apply(['$.list[*]', remove])).toMatchObject({ list: [] });
});

test('each action and overlay sees the result of those before it', () => {
  const first = overlay(['$', update({ added: { a: 1 } })]);
  const second = overlay(['$.added', update({ a: 2 })], ['$.info', remove]);
  expect(applyOverlays(document, [first, second])).toMatchObject({ added: { a: 2 } });
  expect(() => applyOverlays(document, [second, first])).toThrow('$.added matches nothing');
});

describe('an action fails with the name of its overlay', () => {
  test.each<[string, string, Change, string]>([
    [
      'if an update matches nothing',
      '$.none',
      update({}),
      '$.none matches nothing. The document has changed: fix the target',
    ],
    [
      'if a removal matches nothing',
      '$.none',
      remove,
      '$.none matches nothing. If the document no longer needs the action',
    ],
    [
      'if the document already contains the update',
      '$.schema',
      update({ type: 'object' }),
      'The document no longer needs the action',
    ],
    [
      'if the list already has the item',
      '$.schema.required',
      update(['id']),
      'The document no longer needs the action',
    ],
    ['if its target is neither an object nor a list', '$.info.title', update({}), 'neither an object nor a list'],
    ['if it would replace an object with another type', '$.info', update('x'), 'the update must be an object'],
    ['if it would remove the whole document', '$', remove, 'the whole document cannot be removed'],
    ['if its target is not supported', '$..x', remove, 'is not supported from "..x" on'],
  ])('%s', (_, target, change, message) => {
    const act = () => apply(['$.list', remove], [target, change]);
    expect(act).toThrow(/^Action 2 of the overlay 10-tiny\.yaml: /);
    expect(act).toThrow(message);
    expect(act).toThrow(/Nothing was written\.$/);
  });
});
