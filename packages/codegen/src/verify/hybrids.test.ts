import { describe, expect, test } from 'vitest';
import { object, text } from '../../test/subject-cases.ts';
import { json, tinyDocument, tinyOperation } from '../../test/tiny-document.ts';
import type { OpenApiDocument, Schema } from '../contract/index.ts';
import { diffContracts } from '../diff/index.ts';
import { emitTypes } from '../emit/index.ts';
import { compareVerdicts } from './compare-verdicts.ts';
import { compilerVerdicts } from './compiler-verdicts.ts';
import { hybridVerdicts } from './hybrid-verdicts.ts';
import { hybridsOf } from './hybrids.ts';

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const reading = (id: string, schema: Schema) => ({ get: tinyOperation(id, { responses: { '200': json(schema) } }) });

const before = tinyDocument(
  { '/a': reading('readA', ref('A')), '/b': reading('readB', ref('B')), '/gone': reading('gone', text) },
  { A: object({ b: ref('B') }), B: object({ x: text }), Same: text },
);
const after = tinyDocument(
  { '/a': reading('readA', ref('A')), '/moved': reading('readB', ref('B')), '/new': reading('readNew', ref('New')) },
  { A: object({ b: ref('B'), n: ref('New') }), B: object({ x: text, y: text }), Same: text, New: object({ m: text }) },
);

function hybrid(pointer: string): OpenApiDocument {
  const found = hybridsOf(before, after).find((each) => each.pointer === pointer);
  if (found === undefined) throw new Error(`There is no hybrid ${pointer}.`);
  return found.document;
}

describe('a hybrid', () => {
  test('exists for each path and component that differs between the documents', () => {
    expect(hybridsOf(before, after).map(({ pointer }) => pointer)).toEqual([
      '/components/schemas/A',
      '/components/schemas/B',
      '/paths/~1b',
      '/paths/~1gone',
      '/paths/~1moved',
      '/paths/~1new',
    ]);
    expect(hybridsOf(before, before)).toEqual([]);
  });

  test('has the newer part with its references, and is otherwise unchanged', () => {
    const { components, paths } = hybrid('/components/schemas/A');
    expect(components.schemas).toEqual({ ...before.components.schemas, ...pickNew(['A', 'New']) });
    expect(paths).toEqual(before.paths);
  });

  test('with a path removes the operations that moved there from their old path', () => {
    expect(Object.keys(hybrid('/paths/~1moved').paths)).toEqual(['/a', '/gone', '/moved']);
  });

  test('without a path has none of its operations', () => {
    expect(Object.keys(hybrid('/paths/~1gone').paths)).toEqual(['/a', '/b']);
  });
});

function pickNew(names: readonly string[]): object {
  return Object.fromEntries(names.map((name) => [name, after.components.schemas[name]]));
}

test('every hybrid is checked in both directions of its operations, and at its address', async () => {
  const { hybrids, questions, disagreements } = await hybridVerdicts(before, after, emitTypes);
  // readA returns A and B, and readB returns B and moves. Removed and new operations have no counterpart.
  expect({ hybrids, questions, disagreements }).toEqual({ hybrids: 6, questions: 12, disagreements: [] });
});

test('a union keeps its discriminator values although the copied schemas have other names', async () => {
  const choice = (more: Schema): OpenApiDocument =>
    tinyDocument(
      { '/a': reading('readA', ref('Choice')) },
      {
        Choice: { oneOf: [ref('One'), ref('Two')], discriminator: { propertyName: 'kind' } },
        One: object({ kind: text, a: text }, ['kind']),
        Two: more,
      },
    );
  const found = await hybridVerdicts(
    choice(object({ kind: text, b: text }, ['kind'])),
    choice(object({ kind: text, b: text, c: text }, ['kind'])),
    emitTypes,
  );
  expect(found).toEqual({ hybrids: 1, questions: 3, disagreements: [] });
});

test('a disagreement that another break of the same operation hides is found, with its part', async () => {
  const parts = (a: Schema, b: Schema): OpenApiDocument =>
    tinyDocument(
      { '/read': reading('read', ref('Whole')) },
      { Whole: object({ a: ref('A'), b: ref('B') }), A: a, B: b },
    );
  const [old, now] = [parts(text, text), parts({ type: 'boolean' }, { type: 'integer' })];
  const { disagreements } = await hybridVerdicts(old, now, blind(emitTypes));
  expect(disagreements.map(({ part, subject, direction }) => [part, subject, direction])).toEqual([
    ['/components/schemas/A', 'read', 'response'],
  ]);
  const { changes } = diffContracts(old, now);
  expect(compareVerdicts(changes, await compilerVerdicts(old, now, blind(emitTypes)))).toEqual([]);
});

/** An emitter that writes every boolean as a string, so that the compiler misses what the differ finds. */
function blind(emit: typeof emitTypes): typeof emitTypes {
  return async (input) => {
    const files = await emit(input);
    return files.map((file) => ({ ...file, content: file.content.replaceAll('boolean', 'string') }));
  };
}
