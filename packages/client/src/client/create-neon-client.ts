import { assembleClient } from './assemble-client.ts';
import type { NeonCaller } from './neon-caller.ts';
import type { NeonClientOptions } from './options.ts';

/**
 * Creates a client of the Neon API without typed methods: the client of `@neon-api/client/minimal`, for bundles where
 * every byte counts.
 *
 * @returns what the functions of `@neon-api/client/operations`, waits and helpers take as first argument
 * @throws NeonUsageError when the key is missing or malformed, or an option is unknown or wrong
 * @example
 * const neon = createNeonClient({ apiKey: process.env.NEON_API_KEY });
 * const { projects } = await listProjects(neon);
 */
export function createNeonClient(options: NeonClientOptions = {}): NeonCaller {
  return assembleClient(options).caller;
}
