import type { Flags } from './flags.ts';
import { chooseApiKey, type Environment, readStoredKey } from './settings/index.ts';
import { UsageError } from './usage-error.ts';

const DEFAULT_BASE_URL = 'https://console.neon.tech/api/v2';

/** Returns the address of the API: `--base-url`, or Neon's. */
export function chooseBaseUrl(flags: Flags): string {
  const baseUrl = flags.get('base-url') ?? DEFAULT_BASE_URL;
  if (URL.canParse(baseUrl)) return baseUrl;
  throw new UsageError('--base-url or NEON_API_BASE_URL is not a URL.');
}

/** Returns the key for this address, from `--profile`, the environment, or the files of the Neon CLI. */
export function findApiKey(flags: Flags, env: Environment, baseUrl: string): string {
  const profile = flags.get('profile');
  return chooseApiKey({
    ...{ baseUrl, profile, environmentKey: env.NEON_API_KEY || undefined },
    stored: readStoredKey(profile ?? (env.NEON_PROFILE || undefined), env),
  });
}
