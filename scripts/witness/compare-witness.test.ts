import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compareWitness } from './compare-witness.ts';
import { witnessProgram } from './witness-program.ts';

const folder = mkdtempSync(join(tmpdir(), 'neon-api-witness-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// biome-ignore lint/suspicious/noTemplateCurlyInString: this is a template literal type
const OTHER = 'type OtherString = `${any}` & `${string & {}}`;';

/** Both sides of a case, and the expected findings. All cases share one program. */
interface Case {
  readonly ours: string;
  readonly theirs: string;
  differences: readonly string[];
}

const cases: Case[] = [];

function caseOf(ours: string, theirs: string): Case {
  const added = { ours, theirs, differences: [] };
  cases.push(added);
  return added;
}

/** Each side is the type of a schema, followed by other declarations. */
function ofSchema(ours: string, theirs: string, more = { ours: '', theirs: '' }): Case {
  return caseOf(`export type Thing = ${ours}; ${more.ours}`, `export type Thing = ${theirs}; ${more.theirs}`);
}

beforeAll(() => {
  const written = cases.map((each, index) => {
    const paths = { ours: join(folder, `ours-${index}.d.ts`), theirs: join(folder, `theirs-${index}.d.ts`) };
    writeFileSync(paths.ours, `${OTHER}\n${each.ours}`);
    writeFileSync(paths.theirs, each.theirs);
    return { each, paths };
  });
  const { checker, typesIn } = witnessProgram(written.flatMap(({ paths }) => Object.values(paths)));
  const names = { schemas: ['Thing', 'Part', 'Level'], operations: [{ id: 'getThing', path: '/things/{id}' }] };
  for (const { each, paths } of written) {
    const types = { checker, ours: typesIn(paths.ours), theirs: typesIn(paths.theirs) };
    each.differences = compareWitness(types, names).differences;
  }
});

const both = (text: string) => ({ ours: text, theirs: text });
const PART = { ours: 'export type Part = { b?: 1 };', theirs: 'export type Part = { c?: 1 };' };
const LEVEL = {
  ours: 'export type Level = "x" | OtherString; export type LevelInput = "x" | "y";',
  theirs: 'export type Level = "x" | "z"',
};

describe('between two schemas, the check finds', () => {
  const rows: [string, Case, string[]][] = (
    [
      ['nothing if they are the same', '{ a: string; b?: number[] }', '{ b?: number[]; a: string }', []],
      ['nothing if an object is only written differently', '{ a: 1; b: 2 }', '{ a: 1 } & { b: 2 }', []],
      ['an optional field that only ours has', '{ a?: 1; b: 2 }', '{ b: 2 }', ['Thing.a: only in ours']],
      ['an optional field that only theirs has', '{ b: 2 }', '{ a?: 1; b: 2 }', ['Thing.a: only in theirs']],
      ['a different optionality', '{ a?: 1 }', '{ a: 1 }', ['Thing.a: optional only in ours']],
      ['a different readonly', '{ readonly a: 1 }', '{ a: 1 }', ['Thing.a: readonly only in ours']],
      ['a different nullability', '{ a: 1 | null }', '{ a: 1 }', ['Thing.a: null only in ours']],
      ['a different type', '{ a: string }', '{ a: number }', ['Thing.a: ours is string, theirs is number']],
      ['unknown instead of a type', '{ a: unknown }', '{ a: number }', ['Thing.a: ours is unknown, theirs is number']],
      ['a list instead of an item', '{ a: 1[] }', '{ a: 1 }', ['Thing.a: ours is 1[], theirs is 1']],
      ['a field of an item of a list', '{ a: { b?: 1 }[] }', '{ a: {}[] }', ['Thing.a[].b: only in ours']],
      ['a field within a field', '{ a: { b: { c?: 1 } } }', '{ a: { b: {} } }', ['Thing.a.b.c: only in ours']],
      [
        'different values',
        '{ a: "x" | "y" }',
        '{ a: "y" | "z" }',
        ['Thing.a: "x" only in ours', 'Thing.a: "z" only in theirs'],
      ],
      ['an open enum', '{ a: "x" | "y" | OtherString }', '{ a: "x" | "y" }', ['Thing.a: any string only in ours']],
      ['a string instead of values', '{ a: "x" | "y" }', '{ a: string }', ['Thing.a: any string only in theirs']],
      ['additional fields', '{ a: 1 }', '{ a: 1; [key: string]: 1 }', ['Thing[key]: only in theirs']],
      [
        'different additional fields',
        '{ [key: string]: 1 }',
        '{ [key: string]: 2 }',
        ['Thing[key]: ours is 1, theirs is 2'],
      ],
      [
        'a field of an option',
        '{ kind: "a"; x?: 1 } | { kind: "b" }',
        '{ kind: "b" } | { kind: "a" }',
        ['Thing<kind: a>.x: only in ours'],
      ],
      ['an option', '{ kind: "a" }', '{ kind: "a" } | { kind: "b" }', ['Thing: option { kind: "b"; } only in theirs']],
    ] satisfies [string, string, string, string[]][]
  ).map(([name, ours, theirs, expected]) => [name, ofSchema(ours, theirs), expected]);

  test.each([
    ...rows,
    [
      'a difference in a shared schema once, at that schema',
      ofSchema('{ one: Part; all: Part[] }', '{ one: Part; all: Part[] }', PART),
      ['Part.b: only in ours', 'Part.c: only in theirs'],
    ],
    [
      'a different schema',
      ofSchema('{ a: Part }', '{ a: Level }', both('export type Part = { a: 1 }; export type Level = "x" | "y";')),
      ['Thing.a: ours is Part, theirs is Level'],
    ],
    [
      'differences of the request variant',
      ofSchema('1', '1', LEVEL),
      [
        'Level: "z" only in theirs',
        'Level: any string only in ours',
        'LevelInput: "y" only in ours',
        'LevelInput: "z" only in theirs',
      ],
    ],
    [
      'a compiler error that no field explains',
      ofSchema('{ (): 1 }', '{ (): 2 }'),
      ['Thing: ours is not assignable to theirs', 'Thing: theirs is not assignable to ours'],
    ],
    [
      'nothing in recursive schemas',
      ofSchema('{ part: Part }', '{ part: Part }', both('export type Part = { next?: Part; a: 1 };')),
      [],
    ],
  ] satisfies [string, Case, string[]][])('%s', (_, { differences }, expected) => {
    expect(differences).toEqual(expected);
  });
});

const OURS = {
  query: 'query?: { limit?: number }',
  body: 'requestBody: { content: { "application/json": { a?: 1 } } }',
  success: '200: { content: { "application/json": { id: string } } }',
  error: 'default: { content: { "application/json": { message: string } } }',
  params: '{ id: string; limit?: number; body: { a?: 1 } }',
  answer: '{ id: string }',
};
const THEIRS = {
  query: 'query?: { limit?: number }',
  body: 'body: { a?: 1 }',
  success: '200: { id: string }',
  error: "'4XX': { message: string }",
  url: "'/things/{id}'",
};

/** Creates the same operation on both sides, except for the given parts. */
function ofOperation(ours: Partial<typeof OURS>, theirs: Partial<typeof THEIRS>): Case {
  const [our, their] = [
    { ...OURS, ...ours },
    { ...THEIRS, ...theirs },
  ];
  return caseOf(
    `export interface operations { getThing: { parameters: { path: { id: string }; ${our.query} }; ${our.body};
      responses: { ${our.success}; ${our.error} } } }
     export type GetThingParams = ${our.params}; export type GetThingResponse = ${our.answer};`,
    `export type GetThingData = { path: { id: string }; ${their.query}; ${their.body}; url: ${their.url} };
     export type GetThingResponses = { ${their.success} }; export type GetThingErrors = { ${their.error} };`,
  );
}

describe('between two operations, the check finds', () => {
  const rows: [string, Case, string[]][] = (
    [
      ['nothing if they are the same', {}, {}, []],
      [
        'nothing if neither has a response body',
        { success: '204: { content?: never }', answer: 'undefined' },
        { success: '204: void' },
        [],
      ],
      ['a different path', {}, { url: "'/thing/{id}'" }, ['getThing: path in theirs is /thing/{id}']],
      [
        'a parameter',
        {},
        { query: 'query?: { limit?: number; search?: string }' },
        ['getThing query.search: only in theirs'],
      ],
      ['a query', {}, { query: 'query?: never' }, ['getThing query: only in ours']],
      ['a body', {}, { body: 'body?: never' }, ['getThing body: only in ours']],
      ['a field of a body', {}, { body: 'body: { a?: 1; b?: 1 }' }, ['getThing body.b: only in theirs']],
      ['an optional body', {}, { body: 'body?: { a?: 1 }' }, ['getThing body: optional only in theirs']],
      ['a status', {}, { success: '200: { id: string }; 202: { id: string }' }, ['getThing 202: only in theirs']],
      ['a field of a response', {}, { success: '200: { id: string; a?: 1 }' }, ['getThing 200.a: only in theirs']],
      [
        'a field of an error',
        {},
        { error: "'4XX': { message: string; code: 1 }" },
        ['getThing 4XX.code: only in theirs'],
      ],
      [
        'a response without a body',
        {},
        { success: '200: void' },
        ['getThing 200: ours is { id: string; }, theirs is void'],
      ],
      [
        'flat types that contradict the nested types',
        { params: '{ id: string; body: { a?: 1 } }', answer: '{ name: string }' },
        {},
        ['getThing limit: flat and nested types differ', 'getThing response: flat and nested types differ'],
      ],
    ] satisfies [string, Partial<typeof OURS>, Partial<typeof THEIRS>, string[]][]
  ).map(([name, ours, theirs, expected]) => [name, ofOperation(ours, theirs), expected]);

  test.each(rows)('%s', (_, { differences }, expected) => {
    expect(differences).toEqual(expected);
  });
});
