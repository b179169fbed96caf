import { NeonUsageError } from '@neon-api/client';
import { assertOptions, oneOf, text } from '../options/index.ts';
import type { ConnectionUris } from './connection-uris.ts';

export interface ToEnvOptions {
  /** Variable for the pooled URI. Default: `DATABASE_URL`. */
  readonly pooledName?: string | undefined;
  /** Variable for the direct URI. Default: `DATABASE_URL_UNPOOLED`. */
  readonly directName?: string | undefined;
  /** `dotenv` quotes the values, for files that a shell or dotenv reads; `plain` does not, for `GITHUB_ENV`. Default: `dotenv`. */
  readonly format?: 'dotenv' | 'plain' | undefined;
}

/**
 * Formats both URIs as lines of an environment file. They contain the password: make the file readable only by its owner,
 * and keep it out of git.
 *
 * @throws NeonUsageError if a variable name is invalid, or a URI contains a line break
 * @example
 * await writeFile('.env.local', toEnv(await connectionUris(neon, { projectId })), { mode: 0o600 });
 */
export function toEnv(uris: ConnectionUris, options: ToEnvOptions = {}): string {
  assertOptions('toEnv', options, { pooledName: text, directName: text, format: oneOf('dotenv', 'plain') });
  const { pooledName = 'DATABASE_URL', directName = 'DATABASE_URL_UNPOOLED', format = 'dotenv' } = options;
  const quote = format === 'dotenv' ? "'" : '';
  return [
    [pooledName, uris.pooled],
    [directName, uris.direct],
  ]
    .map(([name = '', uri = '']) => `${checkName(name)}=${quote}${checkUri(name, uri)}${quote}\n`)
    .join('');
}

function checkName(name: string): string {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return name;
  throw new NeonUsageError(`toEnv: ${JSON.stringify(name)} is not a valid name of an environment variable.`);
}

/** Encodes single quotes, because the value is in single quotes. */
function checkUri(name: string, uri: string): string {
  if (!/[\r\n\0]/.test(uri)) return uri.replaceAll("'", '%27');
  throw new NeonUsageError(`toEnv: the URI for ${name} contains a line break, which would start another variable.`);
}
