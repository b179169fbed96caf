import { NeonUsageError } from '@neon-api/client';
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

// The emulator's own keys begin with it.
const EMULATOR_KEY = 'neon_local_';
const LOOPBACK = /^(localhost|\[::1\]|127(\.\d+){3})$/;
const NEON_HOST = 'console.neon.tech';
const GET_KEY =
  'Create an API key at https://console.neon.tech/app/settings/api-keys and set NEON_API_KEY, or store it with ' +
  '`neon profile create NAME --api-key -` and pass --profile NAME.';

/**
 * The key to send to `baseUrl`: that of `--profile`, else NEON_API_KEY, else that of the Neon CLI's default profile.
 *
 * @throws NeonUsageError when there is none, or it must not go to that host
 */
export function chooseApiKey({ profile, environmentKey, baseUrl, stored }: CredentialChoice): string {
  const { hostname, host } = new URL(baseUrl);
  const mayUseStored = hostname === NEON_HOST;
  if (profile !== undefined && !mayUseStored) {
    throw new NeonUsageError(
      `--profile is a login at ${NEON_HOST}, but the command talks to ${host}. Set NEON_API_KEY instead.`,
    );
  }
  const key = profile === undefined ? environmentKey : undefined;
  if (key === undefined) return mayUseStored ? keyOf(stored) : refuse(`${host} needs a key. Set NEON_API_KEY.`);
  if (key.startsWith(EMULATOR_KEY) && !LOOPBACK.test(hostname)) {
    refuse(
      `NEON_API_KEY is the key of an emulator, but the command talks to ${host}. Set NEON_API_BASE_URL, or pass ` +
        '--base-url, with the URL that the emulator printed. Nothing was sent.',
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
        'There is no API key. The Neon CLI is logged in through a browser, but only the CLI can use that login: ' +
          `its tokens can be refreshed only once. ${GET_KEY}`,
      );
    case 'keyring':
      return refuse(`There is no API key that can be read: the profile is in the keyring of the system. ${GET_KEY}`);
    case 'broken':
      return refuse(`There is no API key that can be read: ${stored.problem}. ${GET_KEY}`);
    case 'none':
      return refuse(`There is no API key. ${GET_KEY}`);
  }
}

function refuse(message: string): never {
  throw new NeonUsageError(message);
}
