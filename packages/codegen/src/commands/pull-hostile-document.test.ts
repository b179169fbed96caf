import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseSource } from '../../test/parse-source.ts';
import { GOOD, refusal } from '../../test/refused-pull.ts';
import { tempFolder } from '../../test/temp-folder.ts';
import { DEFAULT_LIMITS } from '../source/index.ts';
import { generate } from './generate.ts';
import { pull } from './pull.ts';

/** The good document with one replacement. */
function but(from: string, to: string): string {
  if (!GOOD.includes(from)) throw new Error(`the good document does not contain ${from}`);
  return GOOD.replace(from, () => to);
}

const bomb = ['x-0: &x0 [a, a]', ...Array.from({ length: 30 }, (_, n) => `x-${n + 1}: &x${n + 1} [*x${n}, *x${n}]`)];
const secondOperation = (id: string) => `  /others:
    get:
      operationId: ${id}
      responses: { "204": {} }
components:`;

/** The fault, the document, and the error message. */
const DOCUMENTS: readonly (readonly [string, string | Buffer, RegExp])[] = [
  ['an alias bomb', `${GOOD}${bomb.join('\n')}\n`, /Its aliases expand to more than \d+ values/],
  ['an alias that contains itself', `${GOOD}x-a: &a [*a]\n`, /It is nested more than 64 levels deep/],
  ['an undefined alias', `${GOOD}x-a: *nothing\n`, /:23:6 \(#\/x-a\): This alias has no anchor/],
  [
    'the key __proto__',
    but('        id:', '        __proto__:'),
    /:21:9 \(#\/components\/schemas\/Thing\/properties\/__proto__\)/,
  ],
  ['the key constructor', but('    Thing:', '    constructor:'), /"constructor": a key with this name would change/],
  ['a __proto__ in JSON', `{"openapi": "3.0.3", "__proto__": {"info": {}}}`, /bad:1:22 \(#\/__proto__\)/],
  ['a reference to a file', but('#/components/schemas/Thing', '../../etc/passwd'), /:15:23 .*is outside the document/],
  ['a reference to a server', but('#/components/schemas/Thing', 'http://127.0.0.1/x#/a'), /is outside the document/],
  [
    'a reference within an example',
    `${GOOD}      example: { $ref: "https://example.com/x.yaml" }\n`,
    /is outside the document/,
  ],
  [
    'an external example',
    `${GOOD}  examples: { One: { externalValue: "file:///etc/passwd" } }\n`,
    /is outside the document/,
  ],
  [
    'a reference with a missing target',
    but('schemas/Thing"', 'schemas/Nothing"'),
    /"#\/components\/schemas\/Nothing" does not exist in this document/,
  ],
  [
    'a reference to an inherited property',
    but('schemas/Thing"', 'schemas/toString"'),
    /does not exist in this document/,
  ],
  [
    'a circle of responses',
    `${GOOD}  responses:\n    A: { $ref: "#/components/responses/B" }\n    B: { $ref: "#/components/responses/A" }\n`,
    /"#\/components\/responses\/B" is a circular reference/,
  ],
  [
    'a discriminator that points outside the document',
    `${GOOD}      discriminator: { propertyName: id, mapping: { a: "https://example.com/a" } }\n`,
    /is outside the document/,
  ],
  ['HTML', '<!doctype html><html><body>Not found</body></html>', /is HTML or XML, not an OpenAPI document/],
  ['nothing', ' \n', /is empty/],
  ['truncated JSON', '{"openapi": "3.0.3", "info": {"title": "Ti', /:1:43: not valid YAML or JSON/],
  ['invalid YAML', 'openapi: 3.0.3\n  info: {\n', /:1:10: not valid YAML or JSON/],
  ['two documents in one', `${GOOD}---\n${GOOD}`, /not valid YAML or JSON/],
  ['a tag that constructs an object', but('title: Tiny', 'title: !!js/function "evil"'), /Unresolved tag/],
  ['a list instead of an object', '- openapi\n- 3.0.3\n', /:1:1 \(#\): An OpenAPI document must be an object/],
  ['JSON that is not OpenAPI', '{"hello": "world"}', /"openapi" is missing/],
  ['Swagger 2.0', but('openapi: 3.0.3', 'swagger: "2.0"'), /:1:10 \(#\/swagger\): This is a Swagger document/],
  ['a later version of OpenAPI', but('3.0.3', '4.0.0'), /:1:10 \(#\/openapi\): This OpenAPI version is not supported/],
  ['no paths', but('paths:', 'x-paths:'), /"paths" is missing/],
  [
    'a repeated key',
    but('  version: "1"', '  title: Other\n  version: "1"'),
    /:4:3 \(#\/info\/title\): "title": the key is repeated/,
  ],
  [
    'a repeated operationId',
    but('components:', secondOperation('listThings')),
    /:18:20 .*"listThings" is already used by #\/paths\/~1things\/get/,
  ],
  ['ids that differ by case', but('components:', secondOperation('listthings')), /"listthings" is already used by/],
  [
    'a template literal in an operationId',
    but('listThings', '"x`\u0024{evil()}`"'),
    /:8:20 .* is not a safe operationId/,
  ],
  ['a comment in an operationId', but('listThings', '"x*/evil()/*"'), /is not a safe operationId/],
  ['a prototype as an operationId', but('listThings', 'constructor'), /"constructor" is not a safe operationId/],
  [
    'a parent folder in a schema name',
    but('    Thing:', '    ../../Thing:'),
    /:18:5 .*"..\/..\/Thing" is not a safe component name/,
  ],
  [
    'a line break in a path',
    but('  /things:', '  "/things\\nevil()":'),
    /:6:3 .* the key contains a control character/,
  ],
  ['a parent folder in a path', but('/things', '/things/../admin'), /is not a safe path/],
  ['a path without a leading slash', but('/things', 'https://example.com/things'), /is not a safe path/],
  [
    'a parameter name that ends a string literal',
    but('      responses:', `      parameters: [{ name: "a'];evil();['", in: query, schema: {} }]\n      responses:`),
    /is not a safe parameter name/,
  ],
  ['an unknown method', but('    get:', '    steal:'), /:7:5 .*"steal" is not a known key here/],
  [
    'NUL',
    but('The things.', '"a\\0b"'),
    /\(#\/paths\/~1things\/get\/responses\/200\/description\): The text contains the control character "\\u\{0\}"/,
  ],
  ['a bidirectional override character', but('The things.', '"\u202Esgniht"'), /control character "\\u\{202e\}"/],
  ['deep nesting', `${GOOD}x-deep: ${'['.repeat(200)}${']'.repeat(200)}\n`, /It is nested more than 64 levels deep/],
  ['nesting that would exhaust the stack', '['.repeat(100_000), /It is nested too deeply/],
  ['a long name', but('listThings', 'l'.repeat(5000)), /operationId has 5000 characters; the limit is 100/],
  ['too many tokens', `[${'[],'.repeat(400_000)}]`, /has more than \d+ tokens/],
  ['an infinite number', `${GOOD}x-number: .inf\n`, /This is not a JSON value/],
  ['bytes that are not text', Buffer.from([0x6f, 0x70, 0xff, 0xfe, 0x00]), /is not UTF-8 text/],
  ['UTF-16', Buffer.from(GOOD, 'utf16le'), /control character|not valid YAML|not UTF-8/],
  [
    'a list where an object belongs',
    but('      properties:\n        id:\n          type: string', '      properties: [id]'),
    /:20:19 .*Expected an object, found a list/,
  ],
  [
    'operations that are not objects',
    but('    get:\n      operationId: listThings', '    get:\n      - operationId: listThings\n    x-rest:'),
    /Expected an object, found a list/,
  ],
  [
    'a schema name that a generated type needs',
    `${GOOD}    ListThingsParams: { type: object }\n`,
    /"ListThingsParams" would be both a schema and a type/,
  ],
  ['a file larger than the limit', `${GOOD}# ${'x'.repeat(DEFAULT_LIMITS.maxBytes)}\n`, /bytes; the limit is \d+/],
];

describe('a hostile document causes a clear error, and nothing is written:', () => {
  test.each(DOCUMENTS)('%s', async (_, document, message) => {
    const path = join(tempFolder(), 'bad');
    writeFileSync(path, document);
    const text = await refusal({ from: 'file', path });
    expect(text).toMatch(message);
    expect(text).toMatch(/^[\x20-\x7e\n…]+$/);
  });

  test('a folder, an endless device and a missing file', async () => {
    expect(await refusal({ from: 'file', path: tempFolder() })).toContain('is not a regular file');
    expect(await refusal({ from: 'file', path: '/dev/zero' })).toContain('is not a regular file');
    expect(await refusal({ from: 'file', path: join(tempFolder(), 'none') })).toContain('does not exist');
  });
});

test('hostile prose does not become code', async () => {
  const root = tempFolder();
  const path = join(root, 'prose.yaml');
  const prose = JSON.stringify('a */ evil(); /* `\u0024{evil()}` \u2028 evil(); \' " \\ </script>');
  writeFileSync(
    path,
    but('operationId: listThings', `operationId: listThings\n      summary: ${prose}\n      description: ${prose}`),
  );
  await pull({ specsDir: root, source: { from: 'file', path } });
  const functionsDir = join(root, 'functions');
  await generate({ specsDir: root, typesDir: undefined, functionsDir });
  expect(parseSource('a.ts', readFileSync(join(functionsDir, 'operations.ts'), 'utf8'))).toEqual({
    syntaxErrors: [],
    exported: ['listThings'],
    strayStatements: [],
  });
});
