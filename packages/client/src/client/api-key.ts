import { NeonUsageError } from '../errors/index.ts';
import { isControlFlow, redactUris, safeCause } from '../transport/index.ts';

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
  } catch (thrown) {
    if (isControlFlow(thrown)) throw thrown;
    const cause = safeCause(thrown, redactUris);
    throw new NeonUsageError('The apiKey function failed; see the cause.', { cause });
  }
  return checkApiKey(apiKey, 'The result of the apiKey function');
}

/** Messages never quote the key: a malformed one may be right but for a line break. */
function checkApiKey(apiKey: unknown, name: string): string {
  if (typeof apiKey !== 'string' || !/^[\x21-\x7e]+$/.test(apiKey)) {
    throw new NeonUsageError(
      `${name} is missing, or holds whitespace, control or non-ASCII characters. Pass { apiKey } or set NEON_API_KEY.`,
    );
  }
  return apiKey;
}

/** Browsers and workers have no process. */
function environmentKey(): string | undefined {
  const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } };
  return process?.env?.NEON_API_KEY;
}
