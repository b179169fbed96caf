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

  test('adds one item to a list, or several', () => {
    expect(apply(['$.schema.required', update('name')])).toMatchObject({ schema: { required: ['id', 'name'] } });
    expect(apply(['$.schema.required', update(['id', 'b'])])).toMatchObject({ schema: { required: ['id', 'b'] } });
  });

  test('reaches every match', () => {
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

test('a removal removes all matching members of objects and items of lists', () => {
  expect(apply(['$.schema.required', remove])).toMatchObject({ schema: { type: 'object', properties: {} } });
  expect(apply(["$.list[?(@.name == 'b')]", remove])).toMatchObject({ list: [{ name: 'a' }, { name: 'c' }] });
  expect(apply(['$.list[*]', remove])).toMatchObject({ list: [] });
});

test('actions and overlays see what those before them have done', () => {
  const first = overlay(['$', update({ added: { a: 1 } })]);
  const second = overlay(['$.added', update({ a: 2 })], ['$.info', remove]);
  expect(applyOverlays(document, [first, second])).toMatchObject({ added: { a: 2 } });
  expect(() => applyOverlays(document, [second, first])).toThrow('$.added matches nothing');
});

describe('a correction fails with the name of its overlay', () => {
  test.each<[string, string, Change, string]>([
    [
      'when its target does not exist',
      '$.none',
      update({}),
      '$.none matches nothing. The document has changed: fix the target',
    ],
    [
      'when it removes something that does not exist',
      '$.none',
      remove,
      '$.none matches nothing. If the document no longer needs the action',
    ],
    [
      'when it says what the document says',
      '$.schema',
      update({ type: 'object' }),
      'The document no longer needs the action',
    ],
    ['when it adds what the list has', '$.schema.required', update(['id']), 'The document no longer needs the action'],
    ['when its target is not an object', '$.info.title', update({}), 'neither an object nor a list'],
    ['when it would turn an object into something else', '$.info', update('x'), 'the update must be an object'],
    ['when it would remove everything', '$', remove, 'the whole document cannot be removed'],
    ['when its target cannot be read', '$..x', remove, 'is not supported from "..x" on'],
  ])('%s', (_, target, change, message) => {
    const act = () => apply(['$.list', remove], [target, change]);
    expect(act).toThrow(/^Action 2 of the overlay 10-tiny\.yaml: /);
    expect(act).toThrow(message);
    expect(act).toThrow(/Nothing was written\.$/);
  });
});
