import { assembleClient } from './assemble-client.ts';
import type { NeonCaller } from './neon-caller.ts';
import type { NeonClientOptions } from './options.ts';

/**
 * Creates a client of the Neon API without typed methods: the client of `@neon-api/client/minimal`, for bundles where
 * every byte counts.
 *
 * @returns the first argument for the functions of `@neon-api/client/operations`, waits and helpers
 * @throws NeonUsageError if the key is missing or malformed, or an option is unknown or invalid
 * @example
 * const neon = createNeonClient({ apiKey: process.env.NEON_API_KEY });
 * const { projects } = await listProjects(neon);
 */
export function createNeonClient(options: NeonClientOptions = {}): NeonCaller {
  return assembleClient(options).caller;
}
