import { readFileSync } from 'node:fs';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { PostgresMode } from '../emulator-options.ts';

export interface CliOptions {
  readonly port: number;
  readonly apiKey?: string;
  readonly postgres: PostgresMode;
  readonly postgresPort: number;
  readonly dataDir?: string;
  readonly json?: boolean;
}

const DEFAULT_PORT = 8788;

export function createCommand(): Command {
  return new Command('neon-emulator')
    .description('A local Neon: the management API over HTTP and real Postgres branches, without an account.')
    .version(readVersion())
    .option('--port <number>', 'port of the API, 0 for any free one', parsePort, DEFAULT_PORT)
    .option('--api-key <key>', 'bearer key to require (default: a random one)')
    .addOption(
      new Option('--postgres <source>', 'where Postgres comes from')
        .choices(['auto', 'embedded', 'system', 'off'])
        .default('auto'),
    )
    .option('--postgres-port <number>', 'port of Postgres, 0 for any free one', parsePort, 0)
    .option('--data-dir <folder>', 'keep everything there across restarts (default: a temporary folder)')
    .option('--json', 'print one line of JSON on standard output when ready')
    .allowExcessArguments(false);
}

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError('It must be a whole number from 0 to 65535.');
}

function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return (manifest as { readonly version: string }).version;
}
