import { messageOf } from '@neon-api/ground';
import { EmulatorStartError, EmulatorUsageError } from '../errors/index.ts';
import { type Emulator, startEmulator } from '../start/index.ts';
import { logToStderr } from '../support/index.ts';
import { type CliOptions, createCommand, EXIT_USAGE } from './command.ts';
import { describeHosts } from './describe-hosts.ts';
import { formatReadyJson, formatReadyText } from './describe-ready.ts';
import { readOptions } from './read-options.ts';

/** Runs the command until a signal stops it, and sets the exit code. */
export async function runCli(argv: readonly string[]): Promise<void> {
  const command = createCommand().parse(argv);
  if (command.opts<CliOptions>().hosts) {
    console.log(describeHosts());
    return;
  }
  const signal = waitForSignal();
  try {
    const { json, options } = readOptions(command);
    const emulator = await startEmulator(options);
    console.log(json ? formatReadyJson(emulator, process.pid) : formatReadyText(emulator));
    await signal;
    await stop(emulator, json);
  } catch (error) {
    logToStderr(`neon-emulator: ${describe(error)}`);
    // A handle that a failed start left open must not keep the process alive.
    process.exit(error instanceof EmulatorUsageError ? EXIT_USAGE : 1);
  }
}

async function stop(emulator: Emulator, json: boolean): Promise<void> {
  if (!json) console.log('Stopping.');
  await emulator.stop();
  process.exit(0);
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
