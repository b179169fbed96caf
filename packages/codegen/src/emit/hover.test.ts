import { beforeAll, describe, expect, test } from 'vitest';
import { type Editor, editorOf } from '../../test/quick-info.ts';
import { tinyInput } from '../../test/tiny-input.ts';
import { normalise } from '../contract/index.ts';
import { operationModels } from '../model/index.ts';
import { readNpmSource } from '../source/index.ts';
import { emitSubset } from './subset.ts';
import { emitTypes } from './types.ts';

const document = normalise(readNpmSource().document);
let files: Record<string, string>;
let ask: Editor;

beforeAll(async () => {
  const input = tinyInput(document);
  const types = await emitTypes(input);
  const ids = ['createProject', 'listProjects', 'transferProjectsFromUserToOrg', 'listProjectBranchFunctions'];
  const known = new Set(operationModels(document).map(({ id }) => id));
  expect(ids.filter((id) => !known.has(id))).toEqual([]);
  const [functions] = await emitSubset(input, { operationIds: new Set(ids), client: true });
  files = {
    ...Object.fromEntries(types.map(({ path, content }) => [`/types/${path}`, content])),
    '/functions/index.ts': (functions?.content ?? '').replace("'@neon-api/client'", "'./client.ts'"),
    '/functions/client.ts':
      'export interface CallOptions {}\n' +
      'export interface NeonClient { call<R>(operation: object, params?: object, options?: CallOptions): Promise<R> }\n',
    '/use.ts':
      "import type { ListProjectsParams } from './types/index.js';\n" +
      'export const params: ListProjectsParams = { limit: 10 };\n',
  };
  ask = editorOf(files);
});

const type = (name: string) => ask('/types/operations.d.ts', new RegExp(`(?<=export type )${name}\\b`));
const schema = (name: string) => ask('/types/schemas.d.ts', new RegExp(`(?<=export (?:type|interface) )${name}\\b`));
const operation = (name: string) => ask('/functions/index.ts', new RegExp(`(?<=export function )${name}\\b`));

function said(operationId: string) {
  const model = operationModels(document).find(({ id }) => id === operationId);
  if (model?.object.summary === undefined) throw new Error(`${operationId} has no summary`);
  return model.object;
}

describe('an editor shows, of', () => {
  test('parameters, their fields', () => {
    expect(type('CreateProjectParams').display).toBe(
      'type CreateProjectParams = {\n    body: ProjectCreateRequest;\n}',
    );
    const { display } = type('ListProjectsParams');
    expect(display).toMatch(/^type ListProjectsParams = \{\n {4}cursor\?: string;\n {4}limit\?: number;/);
    expect(display).not.toContain('...');
  });

  test('parameters, which operation takes them', () => {
    const { summary } = said('createProject');
    expect(type('CreateProjectParams').documentation).toBe(
      `${summary}\n\nParameters of \`createProject\`, \`POST /projects\`.`,
    );
  });

  test('a response, the names of the schemas that it consists of', () => {
    expect(type('GetProjectResponse').display).toMatch(/^(?:type GetProjectResponse = |interface )ProjectResponse$/);
    expect(type('CreateProjectResponse').display).toMatch(/^type CreateProjectResponse = \w+(?: & \w+)+$/);
  });

  test('an open enum, its values', () => {
    expect(schema('OperationStatus').display).toMatch(
      /^type OperationStatus = \(string & \{\}\) \| "cancelled" \| .*"skipped"$|^type OperationStatus = "cancelled" \| .*\(string & \{\}\)$/,
    );
  });

  test('a schema, what it is, with no tag before it', () => {
    const { display, documentation, tags } = schema('AllowedIps');
    expect(display).toBe('interface AllowedIps');
    expect(documentation).toBe(String(document.components.schemas.AllowedIps?.description).trim());
    expect(tags).toEqual([]);
  });

  test('a parameter, what it means, with its range and its default', () => {
    const { documentation } = ask('/use.ts', /limit/);
    expect(documentation).toMatch(/^[A-Z`].*\.\s+Range: 1 to 400\.\s+Default: 10\.$/s);
  });

  test('a function, a signature of plain names and what Neon says of it', () => {
    const { display, documentation } = operation('createProject');
    expect(display).toBe(
      'function createProject(neon: NeonClient, params: CreateProjectParams, options?: CallOptions): Promise<CreateProjectResponse>',
    );
    const { summary, description } = said('createProject');
    expect(documentation).toBe(`${summary}\n\n${description?.trim()}\n\n\`POST /projects\``);
  });

  test('what ends, the day', () => {
    const ends = ['@deprecated Ends on 2026-07-01.'];
    expect(operation('transferProjectsFromUserToOrg').tags).toEqual(ends);
    expect(type('TransferProjectsFromUserToOrgParams').tags).toEqual(ends);
  });

  test('what is unstable, how far', () => {
    expect(operation('listProjectBranchFunctions').documentation).toContain('Stability: beta.');
    expect(type('ListProjectBranchFunctionsParams').documentation).toContain('Stability: beta.');
  });

  test('anything in the flat types, no place in the document and no conditional type', () => {
    const flat = `${files['/types/operations.d.ts']}${files['/types/schemas.d.ts']}`;
    expect(flat).not.toContain('components[');
    const conditional = flat.split('\n').filter((line) => / extends .*\?/.test(line));
    // The two that stand in for the DOM's types.
    expect(conditional).toHaveLength(2);
    expect(conditional.every((line) => /^export type Binary(Upload|Download) /.test(line))).toBe(true);
  });
});
