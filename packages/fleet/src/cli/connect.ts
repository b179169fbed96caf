import { createNeonClient, type NeonCaller, type RateLimiter, systemClock } from '@neon-api/client';
import { chooseBaseUrl, type Environment, type Flags, findApiKey } from '@neon-api/ground/cli';
import { createFleet } from '../jobs/index.ts';
import type { OpenFleet } from './command.ts';

export interface ConnectOptions {
  readonly flags: Flags;
  readonly env: Environment;
  readonly onError: (error: Error) => void;
}

const DEFAULT_NAME = 'default';

/** Opens the fleet. Commands that only read or change the queue need no API key. */
export async function connect({ flags, env, onError }: ConnectOptions): Promise<OpenFleet> {
  const baseUrl = chooseBaseUrl(flags);
  const orgId = flags.get('org');
  let limiter: RateLimiter | undefined;
  let client: NeonCaller | undefined;
  const open = (): NeonCaller => {
    const apiKey = findApiKey(flags, env, baseUrl);
    client ??= createNeonClient({ apiKey, baseUrl, orgId, rateLimit: limiter, appInfo: { name: 'neon-fleet' } });
    return client;
  };
  const neon: NeonCaller = {
    ...{ baseUrl, runtime: { clock: systemClock, random: Math.random } },
    call: async (operation, params, options) => open().call(operation, params, options),
  };
  const fleet = await createFleet({
    ...{ name: flags.get('fleet') ?? DEFAULT_NAME, onError },
    connectionString: env.NEON_FLEET_DATABASE_URL || undefined,
    neon(rateLimit) {
      limiter = rateLimit;
      return neon;
    },
  });
  return { fleet, neon, requireApiKey: () => void open() };
}
