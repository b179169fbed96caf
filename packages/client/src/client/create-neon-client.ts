import { createTransport, createTypedMethods } from '../transport/index.ts';
import { buildRequest } from './build-request.ts';
import type { NeonClient } from './neon-client.ts';
import { type NeonClientOptions, resolveOptions } from './options.ts';

/**
 * Makes a client of the Neon API.
 *
 * @returns typed `GET`, `POST`, `PUT`, `PATCH` and `DELETE` (errors as values), and what the functions of
 *   `@neon-api/client/operations` take as first argument (errors thrown)
 * @throws NeonUsageError when the key is missing or malformed, or an option is unknown or wrong
 * @example
 * const neon = createNeonClient({ apiKey: process.env.NEON_API_KEY });
 * const { projects } = await listProjects(neon);
 */
export function createNeonClient(options: NeonClientOptions = {}): NeonClient {
  const resolved = resolveOptions(options);
  const { clock, random } = resolved;
  const send = createTransport(resolved);
  return {
    ...createTypedMethods(resolved, send),
    async call<Response>(...[operation, params = {}, callOptions = {}]: Parameters<NeonClient['call']>) {
      const { error, value } = await send(await buildRequest(operation, { ...params }, callOptions, resolved));
      if (error) throw error;
      // The contract says what the body is; checked against it are form and media type, not every field.
      return value as Response;
    },
    runtime: { clock, random },
  };
}
