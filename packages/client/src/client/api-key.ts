import { NeonUsageError } from '../errors/index.ts';
import { runCallback } from '../transport/index.ts';
import { environment } from './environment.ts';

/** A key, or a function that is called for it before every request. */
export type ApiKeySource = string | (() => string | Promise<string>);

/** Returns a function that reads the key. A key that is not a function is checked now, before any request. */
export function resolveApiKey(source: ApiKeySource | undefined): () => Promise<string> | string {
  if (typeof source === 'function')
    return async () => checkApiKey(await runCallback(source, 'apiKey() failed; see the cause.'));
  const apiKey = checkApiKey(source ?? environment().NEON_API_KEY);
  return () => apiKey;
}

/** Throws if the key is malformed. The message does not quote it: it may be valid except for a line break. */
function checkApiKey(apiKey: unknown): string {
  if (typeof apiKey !== 'string' || !/^[!-~]+$/.test(apiKey)) {
    throw new NeonUsageError('apiKey or NEON_API_KEY must be set, in printable ASCII without spaces.');
  }
  return apiKey;
}
