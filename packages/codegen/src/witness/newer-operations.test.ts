import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { json, tinyDocument, tinyOperation } from '../../test/tiny-document.ts';
import type { OpenApiDocument, Schema } from '../contract/index.ts';
import { operationModels } from '../model/index.ts';
import { readNpmSource } from '../source/index.ts';
import { newerOperations, spell } from './newer-operations.ts';
import { readWitness } from './read-witness.ts';
import type { Witness, WitnessOperation } from './witness.ts';
import { WITNESS_FILE, witnessOverlay } from './witness-overlay.ts';

const SPECS = new URL('../../../../specs/overlays/', import.meta.url);
const BY_HAND = parse(readFileSync(new URL('20-newer-operations-by-hand.yaml', SPECS), 'utf8')) as {
  'x-spelling': Record<string, string>;
};
const SPELLING = BY_HAND['x-spelling'];

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

function operation(id: string, more: Partial<WitnessOperation> = {}): WitnessOperation {
  return { id, method: 'get', path: `/${id}`, parameters: [], body: undefined, responses: [], security: [], ...more };
}

function tinyWitness(operations: readonly WitnessOperation[], types: Readonly<Record<string, Schema>> = {}): Witness {
  return {
    origin: { package: 'witness', version: '1.0.0', files: [] },
    operations,
    typeNames: Object.keys(types),
    schemaOf: (name) => types[name] ?? {},
  };
}

function newer(
  operations: readonly WitnessOperation[],
  types?: Readonly<Record<string, Schema>>,
  document?: OpenApiDocument,
) {
  return newerOperations(tinyWitness(operations, types), document ?? tinyDocument(), { Jwks: 'JWKS' });
}

describe('an operation is added', () => {
  test('if the document has no operation with its name, ignoring case', () => {
    const { paths } = newer([operation('LISTTHINGS'), operation('listOthers')]);
    expect(Object.keys(paths)).toEqual(['/listOthers']);
  });

  test('with its facts and a mark that they come from types', () => {
    const { paths } = newer([
      operation('changeThing', {
        method: 'patch',
        path: '/things/{id}',
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
        body: { required: false, mediaType: 'application/json', schema: ref('Thing') },
        responses: [
          ['200', ref('Thing')],
          ['204', undefined],
          ['206', { type: 'string', format: 'binary' }],
          ['4XX', ref('Thing')],
        ],
      }),
    ]);
    expect(paths).toEqual({
      '/things/{id}': {
        patch: {
          operationId: 'changeThing',
          parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
          requestBody: { required: false, ...json(ref('Thing')) },
          responses: {
            '200': json(ref('Thing')),
            '204': {},
            '206': { content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } },
            default: json(ref('Thing')),
          },
          'x-from-types': true,
        },
      },
    });
  });

  test('with all reachable schemas that the document does not have', () => {
    const { schemas } = newer([operation('a', { responses: [['200', ref('A')]] })], {
      A: { type: 'array', items: ref('B') },
      B: { allOf: [ref('Thing'), ref('A')] },
      Unused: {},
    });
    expect(schemas).toEqual({
      A: { type: 'array', items: ref('B'), 'x-from-types': true },
      B: { allOf: [ref('Thing'), ref('A')], 'x-from-types': true },
    });
  });

  test('with the spelling of the document for its names, and of the overlay for others', () => {
    const { paths, schemas } = newer(
      [
        operation('getJwks', {
          responses: [
            ['200', ref('JwksThing')],
            ['201', ref('THING')],
          ],
        }),
      ],
      {
        JwksThing: { type: 'string' },
      },
    );
    expect(paths['/getJwks']?.get).toMatchObject({
      operationId: 'getJWKS',
      responses: { '200': json(ref('JWKSThing')), '201': json(ref('Thing')) },
    });
    expect(Object.keys(schemas)).toEqual(['JWKSThing']);
  });
});

describe('security', () => {
  const schemes = {
    Key: { type: 'http', scheme: 'bearer', bearerFormat: 'opaque' },
    Cookie: { type: 'apiKey', in: 'cookie', name: 'a' },
  };
  const document = {
    ...tinyDocument(),
    security: [{ Key: [] }, { Cookie: [] }],
    components: { ...tinyDocument().components, securitySchemes: schemes },
  } as OpenApiDocument;
  const bearer = { type: 'http', scheme: 'bearer' };

  test.each([
    ['is omitted if it is the same as in the document', [bearer, schemes.Cookie], {}],
    ['names the schemes if it differs', [bearer], { security: [{ Key: [] }] }],
  ])('%s', (_, security, expected) => {
    const { paths } = newer([operation('a', { security })], {}, document);
    expect(paths['/a']?.get).toEqual({ operationId: 'a', responses: {}, 'x-from-types': true, ...expected });
  });
});

test('an operation that only the document has is reported', () => {
  const document = tinyDocument({ '/things': { get: tinyOperation('listThings'), post: tinyOperation('old') } });
  expect(newer([operation('listthings')], {}, document).olderOnly).toEqual([{ path: '/things', method: 'post' }]);
});

test.each([
  ['getProjectJwks', 'getProjectJWKS'],
  ['Jwks', 'JWKS'],
  ['Jwksx', 'Jwksx'],
  ['ConnectionUrisResponse', 'ConnectionURIsResponse'],
  ['listApiKeys', 'listApiKeys'],
])('%s is spelled %s in the document', (name, spelled) => {
  expect(spell(name, SPELLING)).toBe(spelled);
});

describe('with @neon/sdk 6.1.2 and the document of 2.7.3', () => {
  const witness = readWitness('@neon/sdk');
  const { document } = readNpmSource();
  const found = newerOperations(witness, document, SPELLING);

  test('17 operations are newer, and one is only in the document', () => {
    const ids = Object.values(found.paths).flatMap((item) => Object.values(item).map(({ operationId }) => operationId));
    expect(ids.sort()).toEqual([
      'createProjectBranchTrigger',
      'deleteProjectBranchCustomDomain',
      'deleteProjectBranchTrigger',
      'getProjectBranchTrigger',
      'listProjectBranchCustomDomains',
      'listProjectBranchLogFieldValues',
      'listProjectBranchLogFields',
      'listProjectBranchTriggers',
      'listProjectMembers',
      'queryProjectBranchLogs',
      'registerProjectBranchCustomDomain',
      'removeProjectMemberRole',
      'revealCredential',
      'rotateCredential',
      'sendNeonAuthEmailProviderTest',
      'setProjectMemberRole',
      'updateProjectBranchTrigger',
    ]);
    expect(found.olderOnly).toEqual([{ path: '/projects/{project_id}/branches/{branch_id}/recover', method: 'post' }]);
  });

  test('the spelling converts every shared name to that of the document', () => {
    const ids = new Map(operationModels(document).map(({ id }) => [id.toLowerCase(), id]));
    const schemas = new Map(Object.keys(document.components.schemas).map((name) => [name.toLowerCase(), name]));
    const names = [
      ...witness.operations.map(({ id }) => [id, ids.get(id.toLowerCase())] as const),
      ...witness.typeNames.map((name) => [name, schemas.get(name.toLowerCase())] as const),
    ].filter(([, own]) => own !== undefined);
    expect(names).toHaveLength(162 + 249);
    expect(names.filter(([name, own]) => spell(name, SPELLING) !== own)).toEqual([]);
  });

  test('they produce the committed overlay, byte by byte', () => {
    expect(witnessOverlay(witness.origin, found)).toBe(readFileSync(new URL(WITNESS_FILE, SPECS), 'utf8'));
  });
});

test('a document that lacks nothing needs no overlay', () => {
  expect(witnessOverlay(tinyWitness([]).origin, { paths: {}, schemas: {}, olderOnly: [] })).toBeUndefined();
});
