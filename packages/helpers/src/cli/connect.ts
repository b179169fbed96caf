import { type Clock, createNeonClient, type NeonCaller, NeonUsageError } from '@neon-api/client';
import { chooseApiKey, type Environment, type Flags, type ProgressOutput, readStoredKey } from '@neon-api/ground/cli';
import { noticeSilence } from './silence-notice.ts';

const DEFAULT_BASE_URL = 'https://console.neon.tech/api/v2';

export interface ConnectOptions {
  readonly flags: Flags;
  readonly env: Environment;
  readonly stderr: ProgressOutput;
  readonly clock: Clock;
  /** Stops the command. */
  readonly signal: AbortSignal;
  /** Whether the command deletes or replaces something. */
  readonly destroys: boolean;
}

/** Creates the client. The host and the key come from flags, the environment, and the files of the Neon CLI. */
export function connect({ flags, env, stderr, clock, signal, destroys }: ConnectOptions): NeonCaller {
  const baseUrl = flags.get('base-url') ?? DEFAULT_BASE_URL;
  if (!URL.canParse(baseUrl)) throw new NeonUsageError('--base-url or NEON_API_BASE_URL is not a URL.');
  const { host } = new URL(baseUrl);
  const profile = flags.get('profile');
  const apiKey = chooseApiKey({
    ...{ baseUrl, profile, environmentKey: env.NEON_API_KEY || undefined },
    stored: readStoredKey(profile ?? (env.NEON_PROFILE || undefined), env),
  });
  const neon = createNeonClient({
    ...{ apiKey, baseUrl, appInfo: { name: 'neon-helpers' } },
    hooks: noticeSilence({ host, clock, signal, write: (line) => stderr.write(`${line}\n`) }),
  });
  if (destroys) stderr.write(`Host: ${host}\n`);
  return neon;
}
