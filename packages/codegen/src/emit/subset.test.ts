import { describe, expect, test } from 'vitest';
import { hostileDocument } from '../../test/hostile-document.ts';
import { parseSource } from '../../test/parse-source.ts';
import { json, tinyDocument, tinyOperation } from '../../test/tiny-document.ts';
import { tinyInput } from '../../test/tiny-input.ts';
import { emitSubset } from './subset.ts';

const kind = { type: 'string', enum: ['a', 'b'] };
const ref = (name: string) => json({ $ref: `#/components/schemas/${name}` });
const input = tinyInput(
  tinyDocument(
    {
      '/things': { get: tinyOperation('listThings'), post: tinyOperation('sendKind', { requestBody: ref('Kind') }) },
      '/kinds': { get: tinyOperation('readKind', { responses: { '200': ref('Kind') } }) },
    },
    { Kind: kind },
  ),
);

async function subset(client: boolean, ...ids: string[]) {
  const [file, ...others] = await emitSubset(input, { operationIds: new Set(ids), client });
  expect(others).toEqual([]);
  return { path: file?.path, text: file?.content ?? '' };
}

describe('a subset', () => {
  test('is one file without imports, and declares the types that its operations reach', async () => {
    const { path, text } = await subset(false, 'listThings');
    const { exported, syntaxErrors, strayStatements } = parseSource('index.ts', text);
    expect({ path, exported, syntaxErrors, strayStatements }).toEqual({
      path: 'index.ts',
      exported: ['ListThingsParams', 'ListThingsResponse', 'Thing'],
      syntaxErrors: [],
      strayStatements: [],
    });
    expect(text).not.toContain('import');
  });

  test('uses the type names of the full output, even without the other direction', async () => {
    expect((await subset(false, 'sendKind')).text).toContain('export type KindInput = "a" | "b";');
    const { text } = await subset(false, 'readKind');
    expect(text).toContain('export type Kind = "a" | "b" | OtherString;');
    expect(text).not.toContain('KindInput');
  });

  test('with functions imports only @neon-api/client', async () => {
    const { path, text } = await subset(true, 'listThings');
    expect(path).toBe('index.ts');
    expect(parseSource('index.ts', text).exported).toEqual([
      'listThings',
      'ListThingsParams',
      'ListThingsResponse',
      'Thing',
    ]);
    expect(text.match(/ from '.*'/g)).toEqual([" from '@neon-api/client'"]);
  });

  test('declares the binary types that it needs', async () => {
    const upload = {
      requestBody: { content: { 'multipart/form-data': { schema: { type: 'string', format: 'binary' } } } },
    };
    const document = tinyDocument({ '/f': { post: tinyOperation('send', upload) } });
    const [file] = await emitSubset(tinyInput(document), { operationIds: new Set(['send']), client: false });
    expect(file?.content).toContain('export type BinaryUpload =');
    expect(file?.content).not.toContain('BinaryDownload');
  });

  test('comes with the licence of its prose', async () => {
    const files = await emitSubset(
      { ...input, licence: 'MIT' },
      { operationIds: new Set(['readKind']), client: false },
    );
    expect(files.map(({ path }) => path)).toEqual(['index.ts', 'THIRD-PARTY-NOTICE.txt']);
  });

  test.each([true, false])('keeps hostile text inside comments and strings (functions: %s)', async (client) => {
    const hostile = tinyInput(hostileDocument());
    const [file] = await emitSubset(hostile, { operationIds: new Set(['makeThing']), client });
    const { syntaxErrors, strayStatements } = parseSource('index.ts', file?.content ?? '');
    expect({ syntaxErrors, strayStatements }).toEqual({ syntaxErrors: [], strayStatements: [] });
  });
});
