import { systemClock } from '@neon-api/client';
import { type Call, type CommandResult, type Environment, type ProgramProcess, runProgram } from '@neon-api/ground/cli';
import { readPackageVersion } from '@neon-api/ground/node';
import { safeMessage } from '../store/index.ts';
import type { Command, OpenFleet } from './command.ts';
import { COMMANDS } from './commands/index.ts';
import { COMMON } from './common-flags.ts';
import { connect } from './connect.ts';
import { describeError } from './describe-error.ts';
import { EXIT_CODES, exitCodeOf } from './exit-code.ts';

/** The parts of `process` that the command uses. */
export interface CliProcess extends ProgramProcess {
  readonly env: Environment;
  cwd(): string;
}

/** The fleet hands back its units after 8 seconds. A platform usually kills the process after 10. */
const STOP_TIMEOUT_MS = 9_000;

const NOTES = [
  'NEON_FLEET_DATABASE_URL is the URI of the Postgres database of the queue. If it is not set and the API is that of',
  'a local emulator, the queue is in its project neon-fleet.',
  '',
];

/** Runs one command and returns its exit code. */
export function runCli(args: readonly string[], process: CliProcess): Promise<number> {
  const { env } = process;
  return runProgram<Command>(
    {
      ...{ name: 'neon-fleet', summary: 'work on many Neon projects from several machines' },
      ...{ commands: COMMANDS, common: COMMON, exitCodes: EXIT_CODES, describeError, exitCodeOf },
      notes: NOTES,
      version: () => readPackageVersion('@neon-api/fleet', import.meta.url),
      defaults: { fleet: env.NEON_FLEET_NAME, org: env.NEON_ORG_ID, 'base-url': env.NEON_API_BASE_URL },
      run: (command, call) => runCommand(command, call, process),
    },
    args,
    process,
  );
}

async function runCommand(command: Command, call: Call, process: CliProcess): Promise<CommandResult> {
  const { stdout, stderr, env } = process;
  const { flags, signal } = call;
  let opening: Promise<OpenFleet> | undefined;
  const onError = (error: Error): unknown => stderr.write(`neon-fleet: ${safeMessage(error)}\n`);
  const close = async (): Promise<void> => (await opening?.catch(() => undefined))?.fleet.close();
  const stop = (): void => void close().catch(onError);
  signal.addEventListener('abort', stop, { once: true });
  const finished = new AbortController();
  const runAndClose = async (): Promise<CommandResult> => {
    try {
      return await command.run({
        ...call,
        ...{ env, stdout, stderr, clock: systemClock, folder: process.cwd() },
        openFleet() {
          opening ??= connect({ flags, env, onError });
          return opening;
        },
      });
    } finally {
      await close();
    }
  };
  try {
    return await Promise.race([runAndClose(), giveUp(signal, finished.signal)]);
  } finally {
    finished.abort();
    signal.removeEventListener('abort', stop);
  }
}

/** Rejects some time after the signal, even if Postgres does not answer. Other workers notice the missing heartbeats. */
async function giveUp(signal: AbortSignal, finished: AbortSignal): Promise<never> {
  await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  await systemClock.sleep(STOP_TIMEOUT_MS, finished);
  throw new Error('The fleet did not close in time. Other workers take over the units that ran here within a minute.');
}
