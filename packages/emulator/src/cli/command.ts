import { readPackageVersion } from '@neon-api/ground/node';
import { Command, InvalidArgumentError, Option } from 'commander';
import { isHostName } from '../support/index.ts';

/** What the command takes; each option may also come from the environment or a file. */
export interface CliOptions {
  readonly port: number;
  readonly host?: string;
  readonly allowHost?: readonly string[];
  readonly apiKey?: string;
  readonly adminToken?: string;
  readonly postgres: string;
  readonly extensions?: string;
  readonly postgresPort: number;
  readonly dataDir?: string;
  readonly recover?: boolean;
  readonly speed?: string | number;
  readonly limits?: boolean | string;
  readonly seed?: string;
  readonly strict?: boolean;
  readonly config?: string;
  readonly hosts?: boolean;
  readonly json?: boolean;
}

const DEFAULT_PORT = 8788;
// The same in neon-helpers and neon-codegen.
export const EXIT_USAGE = 2;

export function createCommand(): Command {
  return new Command('neon-emulator')
    .description('A local Neon: the management API over HTTP and real Postgres branches, without an account.')
    .version(readPackageVersion('@neon-api/emulator', import.meta.url))
    .addOption(
      option('--port <number>', 'port of the API, 0 for any free one').argParser(parsePort).default(DEFAULT_PORT),
    )
    .addOption(option('--host <address>', 'address to listen on; one that is not loopback needs --api-key'))
    .addOption(
      option(
        '--allow-host <name>',
        'accept this name in Host and Origin headers, e.g. a service of Docker Compose; repeatable, or comma-separated',
      ).argParser(addHostNames),
    )
    .addOption(option('--api-key <key>', 'bearer key to require (default: a random one)'))
    .addOption(option('--admin-token <token>', 'bearer token that opens /__emulator (default: a random one)'))
    .addOption(
      option('--postgres <source>', 'where Postgres comes from')
        .choices(['auto', 'embedded', 'system', 'off'])
        .default('auto'),
    )
    .addOption(option('--extensions <folder>', 'add the extensions in this folder to the embedded Postgres'))
    .addOption(
      option('--postgres-port <number>', 'port of Postgres, 0 for any free one').argParser(parsePort).default(0),
    )
    .addOption(option('--data-dir <folder>', 'keep everything there across restarts (default: a temporary folder)'))
    .addOption(option('--recover', 'load what is provably intact of a damaged --data-dir, and keep the damaged files'))
    .addOption(
      option('--speed <speed>', 'instant, fast, realistic, or how many times as fast as Neon')
        .argParser(parseSpeed)
        .default('fast'),
    )
    .addOption(option('--limits [plan]', 'keep to the limits of Neon, of the plan free, launch or scale'))
    .addOption(option('--seed <file>', 'JSON file with the projects to begin with'))
    .addOption(option('--strict', 'check the emulator’s own answers against the contract'))
    .addOption(option('--config <file>', 'JSON file with these options, named as in startEmulator'))
    .addOption(new Option('--hosts', 'tell how clients that make their own URI reach an endpoint, and exit'))
    .addOption(new Option('--json', 'print one line of JSON on standard output when ready'))
    .addHelpText(
      'after',
      '\nFlags win over the environment (shown with each), and the environment over the file of --config.\n' +
        'Exit codes: 0 stopped by a signal; 1 could not start; 2 usage error, nothing was started; 130 stopped at once.',
    )
    .allowExcessArguments(false)
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : EXIT_USAGE));
}

/** `--data-dir` can be set as NEON_EMULATOR_DATA_DIR, too. */
function option(flags: string, description: string): Option {
  const created = new Option(flags, description);
  return created.env(`NEON_EMULATOR_${created.name().replaceAll('-', '_').toUpperCase()}`);
}

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError('It must be a whole number from 0 to 65535.');
}

function addHostNames(text: string, before: readonly string[] = []): readonly string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.every(isHostName)) return [...before, ...names];
  throw new InvalidArgumentError('It must be a host name without a scheme or a port.');
}

function parseSpeed(text: string): string | number {
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}
