import { createTransport, createTypedMethods } from '../transport/index.ts';
import { buildRequest, type CallDefaults } from './build-request.ts';
import type { CallOptions, NeonClient, OperationDescriptor } from './neon-client.ts';
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
  const { baseUrl, clock, random, timeoutMs, attemptTimeoutMs, retry, bodyEncoding } = resolved;
  const send = createTransport(resolved);
  const defaults: CallDefaults = {
    signal: undefined,
    headers: undefined,
    timeoutMs,
    attemptTimeoutMs,
    retry,
    bodyEncoding,
  };
  return {
    ...createTypedMethods({ defaults, baseUrl, send }),
    async call<Response>(
      operation: OperationDescriptor,
      params: object = {},
      callOptions: CallOptions = {},
    ): Promise<Response> {
      const request = await buildRequest(operation, { ...params }, callOptions, defaults, baseUrl);
      const { error, value } = await send(request);
      if (error) throw error;
      // The contract says what the body is; checked against it are form and media type, not every field.
      return value as Response;
    },
    runtime: { clock, random },
  };
}
