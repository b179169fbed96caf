import { createTransport, typedTools } from '../transport/index.ts';
import { buildRequest } from './build-request.ts';
import type { CallOptions, NeonClient, OperationDescriptor } from './neon-client.ts';
import { type NeonClientOptions, resolveOptions } from './options.ts';

/**
 * Makes a client of the Neon API.
 *
 * @returns what the functions of `@neon-api/client/operations`, waits and helpers take as first argument
 * @throws NeonUsageError when the key is missing or malformed, or an option is unknown or wrong
 * @example
 * const neon = createNeonClient({ apiKey: process.env.NEON_API_KEY });
 * const { projects } = await listProjects(neon);
 */
export function createNeonClient(options: NeonClientOptions = {}): NeonClient {
  const { transport, defaults } = resolveOptions(options);
  const { baseUrl, clock, random } = transport;
  const send = createTransport(transport);
  return {
    ...typedTools({ defaults, baseUrl, send }),
    async call<Response>(
      operation: OperationDescriptor,
      params: object = {},
      callOptions: CallOptions = {},
    ): Promise<Response> {
      const request = buildRequest(operation, { ...params }, callOptions, defaults, baseUrl);
      const { error, value } = await send(request);
      if (error) throw error;
      // The contract says what the body is; checked against it are form and media type, not every field.
      return value as Response;
    },
    runtime: { clock, random },
  };
}
