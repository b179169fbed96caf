import { assembleClient, type NeonCaller, type NeonClientOptions } from '../client/index.ts';
import { callByPath } from './call-by-path.ts';
import { createPathCaller } from './openapi-fetch.ts';
import { METHODS, type TypedMethods } from './typed-methods.ts';

/** A client of the Neon API with openapi-fetch's typed methods; operation functions, waits and helpers accept it. */
export interface NeonClient extends NeonCaller, TypedMethods {}

/**
 * Creates a client of the Neon API. Its methods `GET`, `POST`, `PUT`, `PATCH` and `DELETE` are those of openapi-fetch
 * and return errors as values. The functions of `@neon-api/client/operations` take it as the first argument and throw
 * errors. Both share one transport.
 *
 * @throws NeonUsageError if the key is missing or malformed, or an option is unknown or invalid
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
