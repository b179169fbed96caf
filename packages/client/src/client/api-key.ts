import { NeonUsageError } from '../errors/index.ts';
import { runCallback } from '../transport/index.ts';
import { environment } from './environment.ts';

/** A key, or a function that is asked for it before every request. */
export type ApiKeySource = string | (() => string | Promise<string>);

/** Reads a key that is not a function at once, so that a missing one fails before any request. */
export function resolveApiKey(source: ApiKeySource | undefined): () => Promise<string> | string {
  if (typeof source === 'function')
    return async () => checkApiKey(await runCallback(source, 'apiKey() failed; see the cause.'));
  const apiKey = checkApiKey(source ?? environment().NEON_API_KEY);
  return () => apiKey;
}

/** Messages never quote the key: a malformed one may be right but for a line break. */
function checkApiKey(apiKey: unknown): string {
  if (typeof apiKey !== 'string' || !/^[!-~]+$/.test(apiKey)) {
    throw new NeonUsageError('apiKey or NEON_API_KEY must be set, in printable ASCII without spaces.');
  }
  return apiKey;
}
