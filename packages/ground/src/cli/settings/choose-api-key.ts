import { UsageError } from '../usage-error.ts';
import type { StoredCredential } from './read-stored-key.ts';

export interface CredentialChoice {
  /** `--profile`. */
  readonly profile: string | undefined;
  /** NEON_API_KEY. */
  readonly environmentKey: string | undefined;
  readonly baseUrl: string;
  /** What the chosen profile of the Neon CLI holds. */
  readonly stored: StoredCredential;
}

// Keys of the emulator start with this.
const EMULATOR_KEY = 'neon_local_';
const LOOPBACK = /^(localhost|\[::1\]|127(\.\d+){3})$/;
const NEON_HOST = 'console.neon.tech';
const GET_KEY =
  'Create an API key at https://console.neon.tech/app/settings/api-keys and set NEON_API_KEY, or store it with ' +
  '`neon profile create NAME --api-key -` and pass --profile NAME.';

/**
 * Returns the key for `baseUrl`, from the first that is set: `--profile`, NEON_API_KEY, the Neon CLI's default profile.
 *
 * @throws UsageError if there is no key, or it must not be sent to that host
 */
export function chooseApiKey({ profile, environmentKey, baseUrl, stored }: CredentialChoice): string {
  const { hostname, host } = new URL(baseUrl);
  const mayUseStored = hostname === NEON_HOST;
  if (profile !== undefined && !mayUseStored) {
    throw new UsageError(`--profile is only for ${NEON_HOST}, but the host is ${host}. Set NEON_API_KEY instead.`);
  }
  const key = profile === undefined ? environmentKey : undefined;
  if (key === undefined) return mayUseStored ? keyOf(stored) : refuse(`No API key for ${host}. Set NEON_API_KEY.`);
  if (key.startsWith(EMULATOR_KEY) && !LOOPBACK.test(hostname)) {
    refuse(
      `NEON_API_KEY is the key of an emulator, but the host is ${host}. Set NEON_API_BASE_URL or --base-url to the URL ` +
        'that the emulator printed. Nothing was sent.',
    );
  }
  return key;
}

function keyOf(stored: StoredCredential): string {
  switch (stored.kind) {
    case 'key':
      return stored.apiKey;
    case 'oauth':
      return refuse(
        'No API key found. The Neon CLI has a browser login, but only the CLI can use it, because its tokens can be ' +
          `refreshed only once. ${GET_KEY}`,
      );
    case 'keyring':
      return refuse(`Cannot read the API key: the profile is in the system keyring. ${GET_KEY}`);
    case 'broken':
      return refuse(`Cannot read the API key: ${stored.problem}. ${GET_KEY}`);
    case 'none':
      return refuse(`No API key found. ${GET_KEY}`);
  }
}

function refuse(message: string): never {
  throw new UsageError(message);
}
