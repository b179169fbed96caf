import { describe, expect, test } from 'vitest';
import { hostileDocument } from '../../test/hostile-document.ts';
import { parseSource } from '../../test/parse-source.ts';
import { json, tinyDocument, tinyOperation } from '../../test/tiny-document.ts';
import { tinyInput } from '../../test/tiny-input.ts';
import { facts, type OperationObject, sha256 } from '../contract/index.ts';
import { operationModels } from '../model/index.ts';
import { readNpmSource } from '../source/index.ts';
import { emitFunctions } from './functions.ts';

const { document, licence } = readNpmSource();

function operationsOf(input: Parameters<typeof emitFunctions>[0]): string {
  return emitFunctions(input).find(({ path }) => path === 'operations.ts')?.content ?? '';
}

function functionFor(more: Partial<OperationObject>, path = '/things'): string {
  return operationsOf(tinyInput(tinyDocument({ [path]: { post: tinyOperation('a', more) } })));
}

describe("with Neon's document", () => {
  test('exactly the 163 operations are exported', () => {
    const { exported, syntaxErrors, strayStatements } = parseSource('a.ts', operationsOf(tinyInput(document)));
    expect({ syntaxErrors, strayStatements }).toEqual({ syntaxErrors: [], strayStatements: [] });
    expect(exported).toEqual(operationModels(document).map(({ id }) => id));
    expect(exported).toHaveLength(163);
  });

  test('the same input gives the same bytes', () => {
    const hashes = [1, 2].map(() => emitFunctions(tinyInput(document)).map(({ content }) => sha256(content)));
    expect(hashes[0]).toEqual(hashes[1]);
  });

  test('facts without prose are enough and need no licence notice', () => {
    const files = emitFunctions(tinyInput(facts(document)));
    expect(files.map(({ path }) => path)).toEqual(['operations.ts', 'exceptional-routes.ts']);
    expect(parseSource('a.ts', files[0]?.content ?? '').exported).toHaveLength(163);
  });

  test('prose comes with its licence', () => {
    const notice = emitFunctions(tinyInput(document, { licence })).find(
      ({ path }) => path === 'THIRD-PARTY-NOTICE.txt',
    );
    expect(notice?.content).toContain(licence);
  });
});

test('hostile text cannot escape from comments or strings', () => {
  const source = operationsOf(tinyInput(hostileDocument()));
  expect(parseSource('a.ts', source)).toEqual({ syntaxErrors: [], exported: ['makeThing'], strayStatements: [] });
});

test('the lock cannot escape from the header comment', () => {
  const input = tinyInput(tinyDocument());
  const source = { ...input.lock.source, version: '1\nevil();\u2028evil();\revil();' };
  const text = operationsOf({ ...input, lock: { ...input.lock, source } });
  expect(parseSource('a.ts', text).strayStatements).toEqual([]);
});

describe('the table of exceptional routes', () => {
  const tableOf = (input: Parameters<typeof emitFunctions>[0]): string =>
    emitFunctions(input).find(({ path }) => path === 'exceptional-routes.ts')?.content ?? '';

  test('lists the operations without a JSON response, except a DELETE with 204', () => {
    const table = tableOf(
      tinyInput(
        tinyDocument({
          '/things': {
            get: tinyOperation('a'),
            delete: tinyOperation('b', { responses: { '204': {} } }),
            put: tinyOperation('c', { responses: { '200': { content: { 'application/octet-stream': {} } } } }),
          },
          '/things/{id}': { delete: tinyOperation('d', { responses: { '200': {} } }) },
        }),
      ),
    );
    expect(parseSource('a.ts', table)).toMatchObject({ syntaxErrors: [], strayStatements: [] });
    expect([...table.matchAll(/^ {2}"(.*)": (.*),$/gm)].map(([, route, forms]) => [route, forms])).toEqual([
      ['DELETE /things/{}', '{ response: "empty" }'],
      ['PUT /things', '{ response: binary }'],
    ]);
  });

  test("has 20 operations of Neon's document", () => {
    expect(tableOf(tinyInput(document)).match(/^ {2}"/gm)).toHaveLength(20);
  });

  test('keeps hostile text inside strings', () => {
    const { syntaxErrors, strayStatements } = parseSource('a.ts', tableOf(tinyInput(hostileDocument())));
    expect({ syntaxErrors, strayStatements }).toEqual({ syntaxErrors: [], strayStatements: [] });
  });
});

describe('a function', () => {
  test('can be called without parameters if none is required', () => {
    expect(functionFor({})).toContain(
      'a(neon: NeonCaller, params?: AParams, options?: CallOptions): Promise<AResponse>',
    );
    const id = { name: 'id', in: 'path', required: true } as const;
    expect(functionFor({ parameters: [id] }, '/things/{id}')).toContain('a(neon: NeonCaller, params: AParams, ');
  });

  test('lists its query parameters, because all others are in the path', () => {
    const parameters = [{ name: 'limit', in: 'query' } as const, { name: 'id', in: 'path' } as const];
    expect(functionFor({ parameters }, '/things/{id}')).toContain(
      '{ method: "POST", id: "a", path: "/things/{id}", query: ["limit"] }',
    );
  });

  test.each<[string, string, Partial<OperationObject>]>([
    ['a JSON body', '', { requestBody: json({}) }],
    ['a multipart body', 'body: multipart, ', { requestBody: { content: { 'multipart/form-data': {} } } }],
    ['a response without a body', 'response: "empty", ', { responses: { '204': {} } }],
    ['a response that may lack a body', '', { responses: { '200': json({}), '204': {} } }],
    ['bytes', 'response: binary, ', { responses: { '200': { content: { 'application/octet-stream': {} } } } }],
  ])('declares how to handle %s', (_, form, more) => {
    expect(functionFor(more)).toContain(`{ ${form}method: "POST", id: "a", path: "/things" }, params, options);`);
  });

  test.each<[string, string[], Partial<OperationObject>]>([
    ['only JSON', [], { requestBody: json({}) }],
    ['a multipart body', ['multipart'], { requestBody: { content: { 'multipart/form-data': {} } } }],
    ['bytes', ['binary'], { responses: { '200': { content: { 'application/octet-stream': {} } } } }],
  ])('imports only the code for %s', (_, names, more) => {
    expect([...functionFor(more).matchAll(/^import \{ (\w+) \}/gm)].map(([, name]) => name)).toEqual(names);
  });

  test('a deprecated one warns, with its sunset date', () => {
    const dated = functionFor({ deprecated: true, 'x-sunset': '2026-03-01' });
    expect(dated).toContain('{ warn: warnDeprecated, sunset: "2026-03-01", method: "POST"');
    expect(functionFor({ deprecated: true })).toContain('{ warn: warnDeprecated, method: "POST"');
    expect(functionFor({ 'x-sunset': '2026-03-01' })).not.toMatch(/warnDeprecated|sunset/);
  });

  test('documents its summary, description, route and deprecation', () => {
    expect(functionFor({ summary: 'One.', description: 'Two.', deprecated: true })).toContain(
      '/**\n * One.\n *\n * Two.\n *\n * `POST /things`\n *\n * @deprecated\n */\nexport function a(',
    );
  });
});
