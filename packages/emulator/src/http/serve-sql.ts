import type { ServerlessDoor } from '../data-plane/index.ts';

/** Path of the serverless driver, for its `fetchEndpoint`. */
export const SQL_PATH = '/sql';

/**
 * Sends a request of Neon's serverless driver to the data plane; returns undefined for any other. It has a role's
 * password instead of an API key.
 */
export function serveSql(request: Request, door: ServerlessDoor | undefined): Promise<Response> | undefined {
  return door && new URL(request.url).pathname === SQL_PATH ? door.fetch(request) : undefined;
}
