import { type Clock, createNeonClient, type NeonCaller } from '@neon-api/client';
import { chooseBaseUrl, type Environment, type Flags, findApiKey, type ProgressOutput } from '@neon-api/ground/cli';
import { noticeSilence } from './silence-notice.ts';

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
  const baseUrl = chooseBaseUrl(flags);
  const { host } = new URL(baseUrl);
  const neon = createNeonClient({
    ...{ apiKey: findApiKey(flags, env, baseUrl), baseUrl, appInfo: { name: 'neon-helpers' } },
    hooks: noticeSilence({ host, clock, signal, write: (line) => stderr.write(`${line}\n`) }),
  });
  if (destroys) stderr.write(`Host: ${host}\n`);
  return neon;
}
