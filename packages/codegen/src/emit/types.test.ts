import { beforeAll, describe, expect, test } from 'vitest';
import { hostileDocument } from '../../test/hostile-document.ts';
import { parseSource } from '../../test/parse-source.ts';
import { json, tinyDocument, tinyOperation } from '../../test/tiny-document.ts';
import { tinyInput } from '../../test/tiny-input.ts';
import { facts, type OpenApiDocument, type OperationObject, type Schema, sha256 } from '../contract/index.ts';
import type { OutputFile } from '../output/index.ts';
import { readNpmSource } from '../source/index.ts';
import { emitTypes } from './types.ts';

const { document, licence } = readNpmSource();
const DECLARATIONS = ['schemas.d.ts', 'operations.d.ts', 'openapi.d.ts', 'index.d.ts', 'index.d.mts'];

const contentOf = (files: readonly OutputFile[], name: string) =>
  files.find(({ path }) => path === name)?.content ?? '';

type Change = (own: OpenApiDocument) => OpenApiDocument;

function emitFor(more: Partial<OperationObject>, change?: Change) {
  const own = tinyDocument({ '/things': { post: tinyOperation('a', more) } });
  return emitTypes(tinyInput(change?.(own) ?? own));
}

const operationsFor = async (more: Partial<OperationObject>, change?: Change) =>
  contentOf(await emitFor(more, change), 'operations.d.ts');

const schemasFor = async (more: Partial<OperationObject>, schemas: Record<string, Schema>) => {
  const change: Change = (own) => ({
    ...own,
    components: { ...own.components, schemas: { ...own.components.schemas, ...schemas } },
  });
  return contentOf(await emitFor(more, change), 'schemas.d.ts');
};

describe("with Neon's document", () => {
  let files: OutputFile[];
  beforeAll(async () => {
    files = await emitTypes(tinyInput(document, { licence }));
  });

  test('the files are declarations, the document and the licence, without JavaScript', () => {
    expect(files.map(({ path }) => path)).toEqual([...DECLARATIONS, 'openapi.json', 'THIRD-PARTY-NOTICE.txt']);
  });

  test('every schema is declared once, under its name', () => {
    const { exported, syntaxErrors } = parseSource('a.d.ts', contentOf(files, 'schemas.d.ts'));
    expect(syntaxErrors).toEqual([]);
    const plain = exported.filter((name) => Object.hasOwn(document.components.schemas, name));
    expect([...plain].sort()).toEqual(Object.keys(document.components.schemas).sort());
    // A schema that differs by direction has a second name; see `directions.test.ts`.
    const more = exported.filter((name) => !plain.includes(name));
    expect(more).toContain('EndpointTypeInput');
    expect(more.filter((name) => !name.endsWith('Input'))).toEqual(['OtherString', 'BinaryUpload', 'BinaryDownload']);
  });

  test('every operation has two types', () => {
    const text = contentOf(files, 'operations.d.ts');
    const { exported, syntaxErrors } = parseSource('a.d.ts', text);
    const passedOn = [...text.matchAll(/^export type \{ (\w+) \}/gm)].map((match) => match[1]);
    expect(syntaxErrors).toEqual([]);
    expect(exported.filter((name) => name.endsWith('Params'))).toHaveLength(163);
    expect([...exported, ...passedOn].filter((name) => name?.endsWith('Response'))).toHaveLength(163);
  });

  test('only openapi.d.ts refers to components by their path', () => {
    expect(contentOf(files, 'schemas.d.ts')).not.toContain('components[');
    expect(contentOf(files, 'operations.d.ts')).not.toContain('components[');
    expect(contentOf(files, 'openapi.d.ts')).not.toContain('components["schemas"]');
  });

  test('openapi.json contains the document', () => {
    expect(JSON.parse(contentOf(files, 'openapi.json'))).toEqual(document);
  });

  test('the same input gives the same bytes', async () => {
    const again = await emitTypes(tinyInput(document, { licence }));
    expect(again.map(({ content }) => sha256(content))).toEqual(files.map(({ content }) => sha256(content)));
  });

  test('facts without prose give the same names, without a licence notice', async () => {
    const bare = await emitTypes(tinyInput(facts(document)));
    expect(bare.map(({ path }) => path)).toEqual([...DECLARATIONS, 'openapi.json']);
    const said = [...contentOf(bare, 'schemas.d.ts').matchAll(/^ *(?:\/\*\*| \*) (?!\/)(.+?)(?: \*\/)?$/gm)].map(
      ([, line]) => line ?? '',
    );
    const ours =
      /^(?:Range|Length|Items|Pattern|Stability|Format|Any other string|Binary content|Ends on)\b|^@(?:default|constant|deprecated)\b/;
    expect(said.length).toBeGreaterThan(100);
    expect(said.filter((line) => !ours.test(line))).toEqual([]);
    for (const name of DECLARATIONS) {
      const [one, other] = [bare, files].map((list) => parseSource('a.d.ts', contentOf(list, name)).exported);
      expect(one).toEqual(other);
    }
  });
});

test('hostile text cannot escape from comments or strings', async () => {
  const files = await emitTypes(tinyInput(hostileDocument()));
  for (const name of DECLARATIONS) {
    const { syntaxErrors, strayStatements } = parseSource('a.d.ts', contentOf(files, name));
    expect({ name, syntaxErrors, strayStatements }).toEqual({ name, syntaxErrors: [], strayStatements: [] });
  }
  expect(parseSource('a.d.ts', contentOf(files, 'operations.d.ts')).exported).toEqual([
    'MakeThingParams',
    'MakeThingResponse',
  ]);
});

test('the given document is not modified', async () => {
  const own = hostileDocument();
  const before = JSON.stringify(own);
  await emitTypes(tinyInput(own));
  expect(JSON.stringify(own)).toBe(before);
});

describe('parameters', () => {
  test('are flat, with the body as body', async () => {
    const text = await operationsFor({
      parameters: [
        { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
        { name: 'limit', in: 'query', schema: { type: 'number' } },
      ],
      requestBody: { required: true, ...json({ $ref: '#/components/schemas/Thing' }) },
    });
    expect(text).toMatch(
      /type AParams = \{\s+id: string;\s+limit\?: number \| undefined;\s+\/\*\* The request body\. \*\/\s+body: Thing;\s+\}/,
    );
  });

  test('can be shared, as can bodies', async () => {
    const text = await operationsFor(
      {
        parameters: [{ $ref: '#/components/parameters/Limit' }],
        requestBody: { $ref: '#/components/requestBodies/Body' },
      },
      (own) => ({
        ...own,
        components: {
          ...own.components,
          parameters: { Limit: { name: 'limit', in: 'query', schema: { type: 'number' } } },
          ...{ requestBodies: { Body: json({ $ref: '#/components/schemas/Thing' }) } },
        },
      }),
    );
    expect(text).toMatch(
      /type AParams = \{\s+limit\?: number \| undefined;\s+\/\*\* The request body\. \*\/\s+body\?: Thing \| undefined;\s+\}/,
    );
  });

  test('with a default are optional', async () => {
    const body = {
      type: 'object',
      required: ['x'],
      properties: { x: { type: 'string' }, y: { type: 'string', default: 'z' } },
    };
    expect(await operationsFor({ requestBody: json(body) })).toContain('y?: string');
  });

  test('accept undefined if optional, at any depth; responses do not', async () => {
    const thing = { type: 'object', properties: { a: { type: 'object', properties: { b: { type: 'string' } } } } };
    const text = await operationsFor({ requestBody: json(thing), responses: { '200': json(thing) } });
    const optional = /a\?: \{\s+b\?: string \| undefined;\s+\} \| undefined;/;
    expect(text).toMatch(optional);
    expect(text.slice(text.indexOf('AResponse'))).not.toContain('undefined');
  });
});

describe('a response', () => {
  const thing = json({ $ref: '#/components/schemas/Thing' });
  test.each<[string, RegExp, OperationObject['responses']]>([
    ['has the type of its schema', /export type AResponse = Thing;/, { '200': thing }],
    ['is undefined without a body', /export type AResponse = undefined;/, { '204': {} }],
    [
      'is a union if two statuses are successful',
      /export type AResponse = Thing \| undefined;/,
      { '200': thing, '204': {} },
    ],
    [
      'excludes errors',
      /export type AResponse = Thing;/,
      { '200': thing, '404': json({ type: 'string' }), default: json({}) },
    ],
  ])('%s', async (_, expected, responses) => {
    expect(await operationsFor({ responses })).toMatch(expected);
  });
});

test('the discriminator of a union is required only in its options, not in their schemas', async () => {
  const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
  const text = await schemasFor(
    { requestBody: json({ type: 'object', properties: { server: ref('Server') } }) },
    {
      Server: { type: 'object', properties: { host: { type: 'string' } } },
      Config: { oneOf: [ref('Server'), ref('Thing')], discriminator: { propertyName: 'type' } },
    },
  );
  expect(text).toMatch(/type Server = \{\s+host\?: string( \| undefined)?;\s+\}/);
  expect(text).toMatch(/type Config = \{\s+host\?: string;\s+type: "Server";\s+\} \| \{/);
});

test('a required field of an allOf part uses only types declared in the same file', async () => {
  const schemas = {
    Named: { allOf: [{ $ref: '#/components/schemas/Part' }], nullable: true, required: ['a'] },
    Part: { type: 'object', properties: { a: { type: 'string' } } },
  };
  const files = await emitFor({}, (own) => ({
    ...own,
    components: { schemas: { ...own.components.schemas, ...schemas } },
  }));
  expect(contentOf(files, 'schemas.d.ts')).toContain('type Named = WithRequired<Part, "a"> | null;');
  const declaring = files.filter(({ content }) => /^(?:export )?type WithRequired</m.test(content));
  expect(declaring.map(({ path }) => path)).toEqual(['schemas.d.ts']);
});
