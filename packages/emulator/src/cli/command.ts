import { readPackageVersion } from '@neon-api/ground/node';
import { Command, InvalidArgumentError, Option } from 'commander';
import { DEFAULT_PROJECT } from '../local-database/index.ts';
import { isHostName } from '../support/index.ts';

/** The command's options. Most can also be set in the environment or a file. */
export interface CliOptions {
  readonly port: number;
  readonly host?: string;
  readonly allowHost?: readonly string[];
  readonly apiKey?: string;
  readonly adminToken?: string;
  readonly postgres: string;
  readonly extensions?: string;
  readonly postgresPort: number;
  readonly direct?: boolean;
  readonly httpsPort?: number;
  readonly dataDir?: string;
  readonly recover?: boolean;
  readonly speed?: string | number;
  readonly clock?: string;
  readonly limits?: boolean | string;
  readonly orgRequired?: boolean;
  readonly seed?: string;
  readonly strict?: boolean;
  readonly config?: string;
  readonly project?: string;
  readonly writeEnv?: string;
  readonly open?: boolean;
  readonly hosts?: boolean;
  readonly json?: boolean;
  readonly branchPerRun?: boolean;
}

const DEFAULT_PORT = 8788;
// neon-helpers and neon-codegen use the same code.
export const EXIT_USAGE = 2;

/** The command that runs until a signal stops it. */
export function createCommand(): Command {
  const command = new Command('neon-emulator')
    .description('Run Neon locally: the management API over HTTP and real Postgres branches, without an account.')
    .usage('[options]\n       neon-emulator run [options] -- COMMAND [ARGUMENT...]')
    .version(readPackageVersion('@neon-api/emulator', import.meta.url))
    .addOption(option('--port <number>', 'API port, 0 for any free one').argParser(parsePort).default(DEFAULT_PORT));
  return addEmulatorOptions(command)
    .addOption(option('--project <name>', 'find or create a project with this name, and print its connection URIs'))
    .addOption(
      option(
        '--write-env <file>',
        `set DATABASE_URL and DATABASE_URL_UNPOOLED in this file (project: "${DEFAULT_PROJECT}", or --project)`,
      ),
    )
    .addOption(new Option('--open', 'open the page of the emulator in the browser'))
    .addOption(new Option('--hosts', 'print how to reach an endpoint without the returned URI, and exit'))
    .addOption(new Option('--json', 'print one line of JSON when ready; with --hosts, print JSON'))
    .addHelpText(
      'after',
      `\n${PRECEDENCE}\n` +
        'Exit codes: 0 stopped by a signal; 1 could not start; 2 usage error; 130 stopped by a second signal.\n' +
        'neon-emulator run --help describes how to run a command with a database.',
    )
    .allowExcessArguments(false)
    .exitOverride(exit);
}

/** The command that runs another command with a database. */
export function createRunCommand(): Command {
  const command = new Command('neon-emulator run')
    .description('Start the emulator, run a command with DATABASE_URL and the variables of the API, and stop.')
    .usage('[options] -- COMMAND [ARGUMENT...]')
    .argument('<command...>', 'the command and its arguments')
    .passThroughOptions()
    .addOption(option('--port <number>', 'API port, 0 for any free one').argParser(parsePort).default(0));
  return addEmulatorOptions(command)
    .addOption(option('--project <name>', 'find or create a project with this name').default(DEFAULT_PROJECT))
    .addOption(option('--branch-per-run', 'create a branch for this run, and delete it afterwards'))
    .addHelpText(
      'after',
      `\n${PRECEDENCE}\n` +
        'The command gets DATABASE_URL, DATABASE_URL_UNPOOLED, NEON_API_BASE_URL, NEON_API_KEY, NEON_ORG_ID and\n' +
        'NEON_PROJECT_ID. Exit codes: that of the command; 128 + N if signal N ended it; 1 could not start;\n' +
        '2 usage error; 126 the command cannot be run; 127 the command was not found.',
    )
    .exitOverride(exit);
}

const PRECEDENCE = 'Flags override the environment variables shown with them; both override the --config file.';

function exit({ exitCode }: { readonly exitCode: number }): never {
  process.exit(exitCode === 0 ? 0 : EXIT_USAGE);
}

function addEmulatorOptions(command: Command): Command {
  return command
    .addOption(option('--host <address>', 'address to listen on; a non-loopback address requires --api-key'))
    .addOption(
      option(
        '--allow-host <name>',
        'accept this name in Host and Origin headers, e.g. a Docker Compose service; repeatable or comma-separated',
      ).argParser(addHostNames),
    )
    .addOption(option('--api-key <key>', 'API key that requests must send (default: random, kept in --data-dir)'))
    .addOption(option('--admin-token <token>', 'bearer token for /__emulator (default: random, kept in --data-dir)'))
    .addOption(
      option('--postgres <source>', 'where Postgres comes from')
        .choices(['auto', 'embedded', 'system', 'off'])
        .default('auto'),
    )
    .addOption(option('--extensions <folder>', 'add the extensions in this folder to the embedded Postgres'))
    .addOption(
      option('--postgres-port <number>', 'Postgres port, 0 for any free one, or that of the last start in --data-dir')
        .argParser(parsePort)
        .default(0),
    )
    .addOption(
      option('--direct', 'let Postgres itself listen, each endpoint on its own port; computes stay up when idle'),
    )
    .addOption(
      option(
        '--https-port <number>',
        'serve HTTPS too, and use host names in URIs; 443 lets the serverless driver connect with only the URI',
      ).argParser(parsePort),
    )
    .addOption(
      option('--data-dir <folder>', 'keep all data in this folder across restarts (default: a temporary folder)'),
    )
    .addOption(option('--recover', 'load the intact part of a damaged --data-dir; keep the damaged files'))
    .addOption(
      option(
        '--speed <speed>',
        'speed of operations: instant, fast, realistic, or a factor (10: ten times as fast as Neon)',
      )
        .argParser(parseSpeed)
        .default('fast'),
    )
    .addOption(
      option(
        '--clock <kind>',
        'virtual: the time moves only when the console or POST /__emulator/clock moves it',
      ).choices(['virtual']),
    )
    .addOption(option('--limits [plan]', 'enforce Neon’s limits, optionally those of a plan: free, launch or scale'))
    .addOption(
      option('--no-org-required', 'let a personal key list and create projects without org_id; Neon answers 400'),
    )
    .addOption(option('--seed <file>', 'JSON file with the initial projects'))
    .addOption(option('--strict', 'validate the emulator’s own responses against the contract'))
    .addOption(option('--config <file>', 'JSON file with these options, under their names in startEmulator'));
}

/** Creates an option that also has an environment variable: `--data-dir` is NEON_EMULATOR_DATA_DIR. */
function option(flags: string, description: string): Option {
  const created = new Option(flags, description);
  return created.env(`NEON_EMULATOR_${created.name().replaceAll('-', '_').toUpperCase()}`);
}

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError('It must be an integer from 0 to 65535.');
}

function addHostNames(text: string, before: readonly string[] = []): readonly string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.every(isHostName)) return [...before, ...names];
  throw new InvalidArgumentError('It must be a host name without a scheme or a port.');
}

function parseSpeed(text: string): string | number {
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}
