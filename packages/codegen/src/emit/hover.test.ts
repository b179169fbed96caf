import { beforeAll, describe, expect, test } from 'vitest';
import { completionsOf, type Editor, editorOf } from '../../test/quick-info.ts';
import { tinyInput } from '../../test/tiny-input.ts';
import { normalise } from '../contract/index.ts';
import { operationModels, paramsTypeName, propertiesOf, resolve, responseTypeName } from '../model/index.ts';
import { readNpmSource } from '../source/index.ts';
import { emitSubset } from './subset.ts';
import { emitTypes } from './types.ts';

const document = normalise(readNpmSource().document);
const operations = operationModels(document);

/** The request body and field names of each operation with a body. */
const bodies = operations.flatMap(({ id, object }) => {
  const [media] = Object.values(object.requestBody ? resolve(document, object.requestBody).content : {});
  return media?.schema ? [{ id, fields: Object.keys(propertiesOf(document, media.schema)) }] : [];
});
let files: Record<string, string>;
let ask: Editor;

beforeAll(async () => {
  const input = tinyInput(document);
  const types = await emitTypes(input);
  const ids = ['createProject', 'listProjects', 'transferProjectsFromUserToOrg', 'listProjectBranchFunctions'];
  const known = new Set(operations.map(({ id }) => id));
  expect(ids.filter((id) => !known.has(id))).toEqual([]);
  const [functions] = await emitSubset(input, { operationIds: new Set(ids), client: true });
  files = {
    ...Object.fromEntries(types.map(({ path, content }) => [`/types/${path}`, content])),
    '/functions/index.ts': (functions?.content ?? '').replace("'@neon-api/client'", "'./client.ts'"),
    '/functions/client.ts':
      'export interface CallOptions {}\n' +
      'export interface NeonCaller { call<R>(operation: object, params?: object, options?: CallOptions): Promise<R> }\n',
    '/use.ts':
      "import type { ListProjectsParams } from './types/index.js';\n" +
      'export const params: ListProjectsParams = { limit: 10 };\n',
    '/bodies.ts': bodySource(),
    '/status.ts': `import type { Operation } from './types/index.js';\nexport const isDone = (operation: Operation) => operation.status === '';\n`,
  };
  ask = editorOf(files);
});

/** Code that accesses every body and each of its fields. */
function bodySource(): string {
  const lines = bodies.map(({ id, fields }) => {
    const uses = fields.map((field) => `${id}.body!.${field};\n`);
    return `declare const ${id}: types.${paramsTypeName(id)};\n${id}.body;\n${uses.join('')}`;
  });
  return `import type * as types from './types/index.js';\n${lines.join('')}`;
}

const type = (name: string) => ask('/types/operations.d.ts', new RegExp(`(?<=export type )${name}\\b`));
const responseOf = (name: string) => {
  const isSchema = Object.hasOwn(document.components.schemas, name);
  return isSchema ? schema(name) : type(name);
};
const schema = (name: string) => ask('/types/schemas.d.ts', new RegExp(`(?<=export (?:type|interface) )${name}\\b`));
const operation = (name: string) => ask('/functions/index.ts', new RegExp(`(?<=export function )${name}\\b`));

function said(operationId: string) {
  const model = operations.find(({ id }) => id === operationId);
  if (model?.object.summary === undefined) throw new Error(`${operationId} has no summary`);
  return model.object;
}

describe('an editor shows', () => {
  test('the fields of Params types', () => {
    expect(type('CreateProjectParams').display).toBe(
      'type CreateProjectParams = {\n    body: ProjectCreateRequest;\n}',
    );
    const { display } = type('ListProjectsParams');
    expect(display).toMatch(
      /^type ListProjectsParams = \{\n {4}cursor\?: string \| undefined;\n {4}limit\?: number \| undefined;/,
    );
    expect(display).not.toContain('...');
  });

  test('the operation of a Params type', () => {
    const { summary } = said('createProject');
    expect(type('CreateProjectParams').documentation).toBe(
      `${summary}\n\nParameters of \`createProject\`, \`POST /projects\`.`,
    );
  });

  test('the fields of every object response', () => {
    const objects = operations.flatMap(({ id, success: [only, ...others] }) =>
      only?.schema && others.length === 0 ? [{ id, fields: Object.keys(propertiesOf(document, only.schema)) }] : [],
    );
    expect(objects.length).toBeGreaterThan(130);
    for (const { id, fields } of objects) {
      const { display } = responseOf(responseTypeName(id));
      for (const field of fields) expect(display, id).toMatch(new RegExp(`^ {4}${field}\\??: `, 'm'));
    }
  });

  test('a description for every body and each of its fields', () => {
    const silent = bodies.flatMap(({ id, fields }) =>
      ['body', ...fields]
        .filter((name) => {
          const access = name === 'body' ? `(?<=^${id}\\.)body(?=;)` : `(?<=^${id}\\.body!\\.)${name}(?=;)`;
          return ask('/bodies.ts', new RegExp(access, 'm')).documentation === '';
        })
        .map((name) => `${id}: ${name}`),
    );
    expect(bodies.map(({ fields }) => fields.length).reduce((sum, count) => sum + count)).toBeGreaterThan(120);
    expect(silent).toEqual([]);
  });

  test('the values of an open enum, and offers them as completions', () => {
    const values = schema('OperationStatus').display.replace('type OperationStatus = ', '').split(' | ');
    expect(values).toEqual(expect.arrayContaining(['"cancelled"', '"finished"', '"skipped"', 'OtherString']));
    expect(completionsOf(files, '/status.ts', /(?<==== ')/)).toEqual(
      expect.arrayContaining(['cancelled', 'finished', 'running', 'skipped']),
    );
  });

  test('the description of a schema, without tags', () => {
    const { display, documentation, tags } = schema('AllowedIps');
    expect(display).toMatch(/^type AllowedIps = \{\n {4}ips\?: /);
    expect(documentation).toBe(String(document.components.schemas.AllowedIps?.description).trim());
    expect(tags).toEqual([]);
  });

  test('the description of a parameter, with its range and default', () => {
    const { documentation } = ask('/use.ts', /limit/);
    expect(documentation).toMatch(/^[A-Z`].*\.\s+Range: 1 to 400\.\s+Default: 10\.$/s);
  });

  test('the signature of a function in plain names, with its documentation', () => {
    const { display, documentation } = operation('createProject');
    expect(display).toBe(
      'function createProject(neon: NeonCaller, params: CreateProjectParams, options?: CallOptions): Promise<CreateProjectResponse>',
    );
    const { summary, description } = said('createProject');
    expect(documentation).toBe(`${summary}\n\n${description?.trim()}\n\n\`POST /projects\``);
  });

  test('the sunset date of an operation and its types', () => {
    const ends = ['@deprecated Ends on 2026-07-01.'];
    expect(operation('transferProjectsFromUserToOrg').tags).toEqual(ends);
    expect(type('TransferProjectsFromUserToOrgParams').tags).toEqual(ends);
  });

  test('the stability of an operation and its types', () => {
    expect(operation('listProjectBranchFunctions').documentation).toContain('Stability: beta.');
    expect(type('ListProjectBranchFunctionsParams').documentation).toContain('Stability: beta.');
  });

  test('neither document paths nor conditional types in the flat types', () => {
    const flat = `${files['/types/operations.d.ts']}${files['/types/schemas.d.ts']}`;
    expect(flat).not.toContain('components[');
    const conditional = flat.split('\n').filter((line) => / extends .*\?/.test(line));
    // The two replacements for DOM types.
    expect(conditional).toHaveLength(2);
    expect(conditional.every((line) => /^export type Binary(Upload|Download) /.test(line))).toBe(true);
  });
});
