import { assembleClient, type NeonCaller, type NeonClientOptions } from '../client/index.ts';
import { callByPath } from './call-by-path.ts';
import { createPathCaller } from './openapi-fetch.ts';
import { METHODS, type TypedMethods } from './typed-methods.ts';

/** A client of the Neon API: openapi-fetch's typed methods, and what operation functions, waits and helpers need. */
export interface NeonClient extends NeonCaller, TypedMethods {}

/**
 * Creates a client of the Neon API. Its methods `GET`, `POST`, `PUT`, `PATCH` and `DELETE` are those of openapi-fetch
 * and give error statuses as values; the functions of `@neon-api/client/operations` take it as first argument and throw
 * them. Both go through one transport.
 *
 * @throws NeonUsageError when the key is missing or malformed, or an option is unknown or wrong
 * @example
 * const neon = createNeonClient({ apiKey: process.env.NEON_API_KEY });
 * const { data, error } = await neon.GET('/projects', { params: { query: { limit: 10 } } });
 * const { projects } = await listProjects(neon, { limit: 10 });
 */
export function createNeonClient(options: NeonClientOptions = {}): NeonClient {
  const parts = assembleClient(options);
  const callPath = createPathCaller(parts.settings.baseUrl);
  const methods = METHODS.map((name) => [
    name,
    (route: string, given = {}) => callByPath(name, route, given, parts, callPath),
  ]);
  return { ...parts.caller, ...(Object.fromEntries(methods) as TypedMethods) };
}
