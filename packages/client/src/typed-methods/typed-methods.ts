import type { paths } from '@neon-api/types';
import type { Client } from 'openapi-fetch';
import type { NeonClient } from '../client/index.ts';
import { TYPED_TOOLS, type TypedTools } from '../transport/index.ts';
import { request } from './openapi-fetch.ts';
import type { TypedInit } from './typed-init.ts';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** openapi-fetch's methods over Neon's paths: `{ data, error, response }`, error statuses as values. */
export type TypedMethods = Pick<Client<paths, 'application/json'>, (typeof METHODS)[number]>;

/**
 * Calls by method and path, in the way of openapi-fetch, through the client's transport: with its key, retries, limits,
 * timeouts and hooks. Error statuses come as values; what is no answer of Neon is thrown.
 *
 * @param neon a client of `createNeonClient`
 * @throws TypeError when it is not
 * @example
 * const { GET } = typedMethods(neon);
 * const { data, error } = await GET('/projects/{project_id}', { params: { path: { project_id } } });
 */
export function typedMethods(neon: NeonClient): TypedMethods {
  const { [TYPED_TOOLS]: tools } = neon as { readonly [TYPED_TOOLS]?: TypedTools };
  if (!tools) throw new TypeError('typedMethods takes a client that createNeonClient made.');
  const method = (name: string) => (route: string, init?: TypedInit) => request(name, route, init, tools);
  return Object.fromEntries(METHODS.map((name) => [name, method(name)])) as unknown as TypedMethods;
}
