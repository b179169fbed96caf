import { NeonUsageError } from '../errors/index.ts';

/** A key, or a function that is asked for it before every request. */
export type ApiKeySource = string | (() => string | Promise<string>);

/** Finds the key now where it is at hand, so that a missing one is noticed before any request. */
export function resolveApiKey(source: ApiKeySource | undefined): () => Promise<string> | string {
  if (typeof source === 'function') return () => askForApiKey(source);
  const apiKey = checkApiKey(source ?? environmentKey(), source === undefined ? 'NEON_API_KEY' : 'apiKey');
  return () => apiKey;
}

async function askForApiKey(provide: () => string | Promise<string>): Promise<string> {
  let apiKey: string;
  try {
    apiKey = await provide();
  } catch (cause) {
    throw new NeonUsageError('The apiKey function failed, so nothing was sent; see the cause.', { cause });
  }
  return checkApiKey(apiKey, 'The result of the apiKey function');
}

/** Messages never quote the key: a malformed one may be right but for a line break. */
function checkApiKey(apiKey: unknown, name: string): string {
  if (apiKey === undefined || apiKey === '') {
    throw new NeonUsageError(`${name} is missing or empty. Pass { apiKey } or set NEON_API_KEY.`);
  }
  if (typeof apiKey !== 'string') throw new NeonUsageError(`${name} is not a string.`);
  if (!/^[\x21-\x7e]+$/.test(apiKey)) {
    throw new NeonUsageError(`${name} holds whitespace, control or non-ASCII characters. Copy it anew, without them.`);
  }
  return apiKey;
}

/** Browsers and workers have no process. */
function environmentKey(): string | undefined {
  const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } };
  return process?.env?.NEON_API_KEY;
}
