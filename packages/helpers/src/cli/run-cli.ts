import { setTimeout } from 'node:timers/promises';
import type { Clock, NeonCaller } from '@neon-api/client';
import { type Call, type CommandResult, type ProgramProcess, readContext, runProgram } from '@neon-api/ground/cli';
import { readPackageVersion } from '@neon-api/ground/node';
import type { Command } from './command.ts';
import { COMMANDS } from './commands/index.ts';
import { COMMON } from './common-flags.ts';
import { connect } from './connect.ts';
import { describeError } from './describe-error.ts';
import { EXIT, EXIT_CODES, exitCodeOf } from './exit-code.ts';
import { showWait } from './progress.ts';

/** The parts of `process` that the command uses. */
export interface CliProcess extends ProgramProcess {
  readonly env: Readonly<Record<string, string | undefined>>;
  cwd(): string;
  /** Times the notice about a server that does not respond. Default: the system clock. */
  readonly clock?: Clock;
}

const SYSTEM_CLOCK: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => setTimeout(ms, undefined, { signal, ref: false }),
};

/** Runs one command and returns its exit code. */
export function runCli(args: readonly string[], process: CliProcess): Promise<number> {
  const { env } = process;
  return runProgram(
    {
      ...{ name: 'neon-helpers', summary: 'workflows on the Neon API', commands: COMMANDS, common: COMMON },
      ...{ exitCodes: EXIT_CODES, describeError },
      version: () => readPackageVersion('@neon-api/helpers', import.meta.url),
      defaults: { project: env.NEON_PROJECT_ID, 'base-url': env.NEON_API_BASE_URL },
      run: (command, call) => runCommand(command, call, process),
      exitCodeOf(error, isInterrupted) {
        const code = exitCodeOf(error);
        return isInterrupted && code !== EXIT.halfWay ? EXIT.interrupted : code;
      },
    },
    args,
    process,
  );
}

function runCommand(
  command: Command,
  { flags, words, signal }: Call,
  { env, stderr, cwd, clock = SYSTEM_CLOCK }: CliProcess,
): Promise<CommandResult> {
  const destroys = command.destroys?.({ flags, words }) === true;
  let neon: NeonCaller | undefined;
  return command.run({
    get neon() {
      neon ??= connect({ flags, env, stderr, clock, signal, destroys });
      return neon;
    },
    ...{ flags, words },
    wait: { signal, ...(!flags.has('json') && { onProgress: showWait(stderr) }) },
    linked: {
      ...readContext(cwd(), env.HOME || env.USERPROFILE),
      ...(env.NEON_ORG_ID && { orgId: env.NEON_ORG_ID }),
    },
  });
}
