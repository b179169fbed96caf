import { readText } from './repository.ts';

/** One operation of the contract, as far as its types are concerned. */
export interface ContractOperation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** Whether a success carries bytes, which openapi-fetch would read as JSON unless it is asked for a stream. */
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

// An `any` fits everything, so it is refused by itself.
const PREAMBLE = `
type IsAny<T> = 0 extends 1 & T ? true : false;
type Fits<A, B> = IsAny<A> extends true ? false : IsAny<B> extends true ? false : [A] extends [B] ? true : false;
type Agree<A, B> = Fits<A, B> extends true ? Fits<B, A> : false;
type Claim<T extends true> = T;
type DataOf<Result> = Awaited<Result> extends infer R ? (R extends { data: infer Data; error?: never } ? Data : never) : never;
`;

/** A module that compiles only if openapi-fetch's own client gives what each operation's response type says. */
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

function responseType(operationId: string): string {
  return `${operationId.charAt(0).toUpperCase()}${operationId.slice(1)}Response`;
}
