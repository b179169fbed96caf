import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Compiler, openCompiler, VERSIONS } from '../../test/compilers.ts';
import { json, tinyDocument, tinyOperation } from '../../test/tiny-document.ts';
import { tinyInput } from '../../test/tiny-input.ts';
import { writeFiles } from '../../test/write-files.ts';
import { ts } from '../compiler/index.ts';
import { facts, type OpenApiDocument, type Schema } from '../contract/index.ts';
import { isObject } from '../json/index.ts';
import { itemsOf, propertiesOf, resolve } from '../model/index.ts';
import { readNpmSource } from '../source/index.ts';
import { emitSubset } from './subset.ts';
import { emitTypes } from './types.ts';

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const TEXT: Schema = { type: 'string' };
const LEVEL: Schema = { type: 'string', enum: ['high', 'low'] };

/** All ways to combine a string and an enum, sent and received. */
const SUBJECT: Schema = {
  type: 'object',
  properties: {
    only: ref('Level'),
    typed: { ...TEXT, nullable: true, allOf: [ref('Level')] },
    narrowed: { allOf: [ref('Level'), { ...TEXT, maxLength: 9 }] },
    freed: { anyOf: [ref('Level'), TEXT] },
    freedByName: { oneOf: [ref('Name'), ref('Level')], nullable: true },
    list: { type: 'array', items: { anyOf: [LEVEL, TEXT] } },
  },
};
const OPEN_ENUMS = tinyDocument(
  {
    '/a': {
      post: tinyOperation('a', { requestBody: json(ref('Subject')), responses: { '200': json(ref('Subject')) } }),
    },
  },
  { Level: LEVEL, Name: TEXT, Subject: SUBJECT },
);

const RECORDS = tinyDocument(
  {
    '/a': {
      post: tinyOperation('a', { requestBody: json(ref('Settings')), responses: { '200': json(ref('Settings')) } }),
    },
  },
  {
    Settings: {
      type: 'object',
      required: ['level'],
      properties: {
        level: LEVEL,
        autoscaling_limit_max_cu: { type: 'number' },
        inner: { type: 'object', properties: { a: { type: 'number' } }, additionalProperties: { type: 'boolean' } },
      },
      additionalProperties: TEXT,
    },
  },
);

const RECORD_USE = `
import type { AParams, AResponse } from './records/index.js';
export const sent: AParams = { body: { level: 'low', autoscaling_limit_max_cu: 2, inner: { a: 1, more: true }, more: 'x' } };
export const read = ({ autoscaling_limit_max_cu: cu, inner }: AResponse): number | undefined => cu ?? inner?.a;
// @ts-expect-error: the property is a number
export const wrong: AParams = { body: { level: 'low', autoscaling_limit_max_cu: '2' } };
// @ts-expect-error: an additional property must have one of the known types
export const alien: AParams = { body: { level: 'low', more: [] } };
// @ts-expect-error: required
export const missing: AParams = { body: {} };
`;

/** Schemas named after all globals; one operation sends and receives each. */
const GLOBALS = globalNames();
const GLOBAL_SCHEMAS = tinyDocument(
  {
    '/a': {
      post: tinyOperation('a', {
        requestBody: json({ type: 'object', properties: Object.fromEntries(GLOBALS.map((name) => [name, ref(name)])) }),
        responses: { '200': json({ allOf: [ref('Record'), ref('Omit')], nullable: true, required: ['id'] }) },
      }),
    },
  },
  Object.fromEntries(
    GLOBALS.map((name) => [name, { type: 'object', properties: { id: TEXT, level: LEVEL, rest: { type: 'object' } } }]),
  ),
);

const CLIENT = `
export interface CallOptions { timeoutMs?: number }
export interface NeonCaller { call<R>(operation: object, params?: object, options?: CallOptions): Promise<R> }
`;

const TYPES = ['schemas.d.ts', 'operations.d.ts', 'openapi.d.ts'];
const folder = mkdtempSync(join(tmpdir(), 'neon-codegen-compilers-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const FILES = ['values.ts', 'records.ts', 'subset.ts', ...TYPES.map((name) => `globals/${name}`)];

/** An expression where a known value can be typed, and the values that an editor must offer there. */
interface Place {
  readonly expression: string;
  readonly values: readonly string[];
}

/** Finds the schemas of a document, their properties and array items that list values. */
function placesIn(document: OpenApiDocument, from: string): Place[] {
  return Object.entries(document.components.schemas).flatMap(([name, schema]) => {
    const type = `(0 as unknown as import('./${from}/index.js').${name})`;
    const parts = Object.entries(propertiesOf(document, schema)).flatMap(([key, property]): [string, Schema][] => {
      const items = itemsOf(document, property);
      return [
        [`${type}!["${key}"]`, property],
        ...(items === undefined ? [] : [[`${type}!["${key}"]![0]`, items] as [string, Schema]]),
      ];
    });
    return [[type, schema] as [string, Schema], ...parts].flatMap(([expression, part]) => {
      const values = knownValues(document, part);
      return values.length > 1 ? [{ expression, values }] : [];
    });
  });
}

function knownValues(document: OpenApiDocument, schema: Schema): string[] {
  const target = resolve(document, schema);
  const own = Array.isArray(target.enum) && target.type === 'string' ? (target.enum as string[]) : [];
  const parts = ['allOf', 'oneOf', 'anyOf'].flatMap((key) =>
    Array.isArray(target[key]) ? (target[key] as Schema[]) : [],
  );
  return [...own, ...parts.filter(isObject).flatMap((part) => knownValues(document, part))];
}

const neon = facts(readNpmSource().document);
const places = [...placesIn(neon, 'neon'), ...placesIn(OPEN_ENUMS, 'tiny')];
const lines = places.map(({ expression }) => `${expression} === '';\n`);

beforeAll(async () => {
  for (const [name, document] of Object.entries({
    neon,
    tiny: OPEN_ENUMS,
    records: RECORDS,
    globals: GLOBAL_SCHEMAS,
  })) {
    const files = await emitTypes(tinyInput(document));
    writeFiles(join(folder, name), files);
  }
  const [subset] = await emitSubset(tinyInput(GLOBAL_SCHEMAS), { operationIds: new Set(['a']), client: true });
  writeFiles(folder, [
    { path: 'client.ts', content: CLIENT },
    { path: 'subset.ts', content: (subset?.content ?? '').replace("'@neon-api/client'", "'./client.ts'") },
    { path: 'values.ts', content: lines.join('') },
    { path: 'records.ts', content: RECORD_USE },
  ]);
});

describe.each(VERSIONS)('under TypeScript %s', (version) => {
  let compiler: Compiler;
  beforeAll(() => {
    compiler = openCompiler(version, folder, FILES);
  });
  afterAll(() => compiler.close());

  test('completions offer the values of every enum, open or closed', () => {
    expect(places.length).toBeGreaterThan(50);
    let end = 0;
    const silent = places.filter(({ values }, index) => {
      end += lines[index]?.length ?? 0;
      const offered = compiler.completionsAt('values.ts', end - `';\n`.length);
      return !values.every((value) => offered.includes(value));
    });
    expect(silent.map(({ expression }) => expression)).toEqual([]);
  });

  test('properties can be read and written next to typed additional properties', () => {
    expect(compiler.errorsIn('records.ts')).toEqual([]);
  });

  test("schemas with a global's name break neither types nor functions", () => {
    expect(GLOBALS.length).toBeGreaterThan(150);
    const files = FILES.filter((file) => file === 'subset.ts' || file.startsWith('globals/'));
    expect(files.flatMap((file) => compiler.errorsIn(file))).toEqual([]);
  });
});

/** Returns the names that TypeScript's library declares for the newest ECMAScript. */
function globalNames(): string[] {
  const program = ts.createProgram(['/none.ts'], { types: [], lib: ['lib.esnext.d.ts'] });
  const [file] = program.getSourceFiles();
  if (file === undefined) throw new Error('TypeScript has no library');
  const checker = program.getTypeChecker();
  const symbols = checker.getSymbolsInScope(file, ts.SymbolFlags.Type | ts.SymbolFlags.Namespace);
  return symbols.map(({ name }) => name).filter((name) => /^[A-Za-z]/.test(name));
}
