import { messageOf } from '@neon-api/ground';
import { writeEnvFile } from '../env-file/index.ts';
import { EmulatorStartError, EmulatorUsageError } from '../errors/index.ts';
import { DEFAULT_PROJECT, databaseVariables, openDatabase } from '../local-database/index.ts';
import { startEmulator } from '../start/index.ts';
import { logToStderr } from '../support/index.ts';
import { type CliOptions, createCommand, createRunCommand, EXIT_USAGE } from './command.ts';
import { formatHostsJson, formatHostsText } from './describe-hosts.ts';
import { formatReadyJson, formatReadyText } from './describe-ready.ts';
import { openBrowser } from './open-browser.ts';
import { type CliRun, readOptions } from './read-options.ts';
import { runWithDatabase } from './run-with-database.ts';

/** Runs the command and exits. */
export async function runCli(argv: readonly string[]): Promise<void> {
  const [node = '', script = '', first, ...rest] = argv;
  if (first === 'run') {
    const command = createRunCommand().parse([node, script, ...rest]);
    return exitWith(() => runWithDatabase(command.args, readOptions(command)));
  }
  const command = createCommand().parse(argv);
  const { hosts, json } = command.opts<CliOptions>();
  if (hosts) console.log(json ? formatHostsJson() : formatHostsText());
  else await exitWith(() => runUntilSignal(readOptions(command)));
}

/** Exits with the code that `run` returns. A handle that a failed start left open must not keep the process alive. */
async function exitWith(run: () => Promise<number>): Promise<never> {
  try {
    process.exit(await run());
  } catch (error) {
    logToStderr(`neon-emulator: ${describe(error)}`);
    process.exit(error instanceof EmulatorUsageError ? EXIT_USAGE : 1);
  }
}

async function runUntilSignal({ flags, options }: CliRun): Promise<number> {
  const { json, open, writeEnv: envFile } = flags;
  const project = flags.project ?? (envFile === undefined ? undefined : DEFAULT_PROJECT);
  const signal = waitForSignal();
  const emulator = await startEmulator(options);
  try {
    const database = project === undefined ? undefined : await openDatabase(emulator, { project });
    if (database && envFile !== undefined) writeEnvFile(envFile, databaseVariables(database));
    const started = { emulator, options, database, envFile };
    console.log(json ? formatReadyJson(started, process.pid) : formatReadyText(started));
    if (open) openBrowser(emulator.consoleUrl, () => logToStderr('No browser was opened. Open the printed address.'));
    await signal;
    if (!json) console.log('Stopping.');
  } finally {
    await emulator.stop();
  }
  return 0;
}

/** Resolves on the first signal, even during startup. A second signal exits immediately. */
function waitForSignal(): Promise<void> {
  return new Promise((resolve) => {
    let isStopping = false;
    for (const name of ['SIGINT', 'SIGTERM'] as const) {
      process.on(name, () => {
        if (isStopping) process.exit(130);
        isStopping = true;
        resolve();
      });
    }
  });
}

function describe(error: unknown): string {
  const isExpected = error instanceof EmulatorStartError || error instanceof EmulatorUsageError;
  return isExpected || !(error instanceof Error) ? messageOf(error) : (error.stack ?? error.message);
}
