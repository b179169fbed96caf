import { readText } from './repository.ts';

/** The facts of an operation that determine its types. */
export interface ContractOperation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** True if a successful response is binary, which openapi-fetch reads as JSON unless a stream is requested. */
  readonly binary: boolean;
}

interface Contract {
  readonly paths: Readonly<Record<string, Readonly<Record<string, ContractEntry>>>>;
}

interface ContractEntry {
  readonly operationId?: string;
  readonly responses?: Readonly<Record<string, { readonly content?: object }>>;
}

export function contractOperations(): ContractOperation[] {
  const { paths } = JSON.parse(readText('specs/neon.contract.json').text) as Contract;
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, { operationId: id, responses }]) =>
      id === undefined ? [] : [{ id, method, path, binary: JSON.stringify(responses).includes('octet-stream') }],
    ),
  );
}

// `any` is assignable to everything, so it is refused separately.
const PREAMBLE = `
type IsAny<T> = 0 extends 1 & T ? true : false;
type Fits<A, B> = IsAny<A> extends true ? false : IsAny<B> extends true ? false : [A] extends [B] ? true : false;
type Agree<A, B> = Fits<A, B> extends true ? Fits<B, A> : false;
type Claim<T extends true> = T;
type DataOf<Result> = Awaited<Result> extends infer R ? (R extends { data: infer Data; error?: never } ? Data : never) : never;
`;

/** Returns a module that compiles only if openapi-fetch's own client returns each operation's response type. */
export function plainClientSource(operations: readonly ContractOperation[]): string {
  const claims = operations
    .filter(({ binary }) => !binary)
    .map(({ id, method, path }) => {
      const options = `FetchOptions<paths['${path}']['${method}']>`;
      const result = `ReturnType<typeof neon.${method.toUpperCase()}<'${path}', ${options}>>`;
      return `export type ${id} = Claim<Agree<DataOf<${result}>, types.${responseType(id)}>>;\n`;
    });
  return `
import createClient, { type FetchOptions } from 'openapi-fetch';
import type * as types from '@neon-api/types';
import type { paths } from '@neon-api/types';
const neon = createClient<paths>();
${PREAMBLE}
${claims.join('')}
export async function use(): Promise<string> {
  const { data } = await neon.GET('/projects/{project_id}/operations', { params: { path: { project_id: 'p' } } });
  const operations: types.Operation[] = data!.operations;
  const status: string = data!.operations[0]!.status;
  const { data: list } = await neon.GET('/projects');
  const projects: types.ProjectListItem[] = list!.projects;
  return operations.length + status + projects.length;
}
`;
}

/** Returns a module that compiles only if our typed methods return what each operation's function returns. */
export function typedMethodsSource(operations: readonly ContractOperation[]): string {
  const claims = operations.map(({ id, method, path }) => {
    const result = `ReturnType<typeof neon.${method.toUpperCase()}<'${path}'>>`;
    return `export type ${id} = Claim<Agree<DataOf<${result}>, Awaited<ReturnType<typeof operations.${id}>>>>;\n`;
  });
  return `
import { createNeonClient, waitForOperations } from '@neon-api/client';
import * as operations from '@neon-api/client/operations';
import type { Operation, ProjectListItem } from '@neon-api/client';
const neon = createNeonClient({ apiKey: 'key' });
${PREAMBLE}
${claims.join('')}
export async function use(project_id: string): Promise<string> {
  const { data, error } = await neon.GET('/projects/{project_id}/operations', { params: { path: { project_id } } });
  if (error) return error.code + error.message;
  const all: Operation[] = data.operations;
  const status: string = data.operations[0]!.status;
  const { data: list } = await neon.GET('/projects');
  const projects: ProjectListItem[] = list?.projects ?? [];
  const text: string | undefined = (await neon.GET('/projects', { parseAs: 'text' })).data;
  await waitForOperations(neon, data);
  return all.length + status + projects.length + text;
}
// @ts-expect-error: no such query parameter
export const wrongQuery = () => neon.GET('/projects', { params: { query: { limits: 3 } } });
// @ts-expect-error: no such option
export const wrongOption = () => neon.GET('/projects', { timeout: 3 });
// @ts-expect-error: the path parameters are missing
export const missingPath = () => neon.GET('/projects/{project_id}');
// @ts-expect-error: the body is missing
export const missingBody = () => neon.POST('/projects');
// @ts-expect-error: no such path for this method
export const wrongMethod = () => neon.PUT('/projects');
`;
}

/** Returns a module that compiles only if every optional field of a request accepts undefined, in both styles. */
export function undefinedSource(operations: readonly ContractOperation[]): string {
  const claims = operations.map(({ id, method, path }) => {
    const options = `NonNullable<Parameters<typeof neon.${method.toUpperCase()}<'${path}'>>[1]>`;
    const params = `NonNullable<Parameters<typeof operations.${id}>[1]>`;
    return `export type ${id} = Claim<IsNever<Refusing<${params}> | Refusing<${options}>>>;\n`;
  });
  return `
import { createNeonClient } from '@neon-api/client';
import * as operations from '@neon-api/client/operations';
const neon = createNeonClient({ apiKey: 'key' });
type Claim<T extends true> = T;
type IsNever<T> = [T] extends [never] ? true : T;
type Leaf = Blob | AbortSignal | Headers | ((...args: never[]) => unknown);
/** The names of the optional fields, at any depth, that do not accept undefined. */
type Refusing<T> = T extends Leaf
  ? never
  : T extends readonly (infer Item)[]
    ? Refusing<Item>
    : T extends object
      ? { [K in keyof T]-?: string extends K ? Refusing<T[K]> : RefusingField<T, K> }[keyof T]
      : never;
type RefusingField<T, K extends keyof T> = Record<never, never> extends Pick<T, K>
  ? [Exclude<T[K], undefined>] extends [never]
    ? never
    : { [P in K]: undefined } extends Pick<T, K>
      ? Refusing<NonNullable<T[K]>>
      : K
  : Refusing<T[K]>;
type Control = { a?: string | undefined; b: { c?: number }[] };
export type TheClaimCanFail = Claim<Refusing<Control> extends 'c' ? 'c' extends Refusing<Control> ? true : false : false>;
${claims.join('')}
export const use = (name: string | undefined) => [
  operations.createProject(neon, { body: { project: { name, settings: { quota: { active_time_seconds: undefined } } } } }),
  operations.listProjects(neon, { search: name, limit: undefined }, { signal: undefined, timeoutMs: undefined }),
  neon.GET('/projects', { params: { query: { search: name } }, signal: undefined }),
  neon.POST('/projects', { body: { project: { name } } }),
];
`;
}

function responseType(operationId: string): string {
  return `${operationId.charAt(0).toUpperCase()}${operationId.slice(1)}Response`;
}
