import { setTimeout } from 'node:timers/promises';
import { type Clock, type NeonCaller, NeonUsageError } from '@neon-api/client';
import { readPackageVersion } from '@neon-api/ground/node';
import type { Command } from './command.ts';
import { COMMANDS } from './commands/index.ts';
import { connect } from './connect.ts';
import { describeError } from './describe-error.ts';
import { EXIT, exitCodeOf } from './exit-code.ts';
import { readFlags } from './flags.ts';
import { suggest } from './nearest-name.ts';
import { type ProgressOutput, showWait } from './progress.ts';
import { readContext } from './settings/index.ts';
import { COMMON_SWITCHES, COMMON_VALUES, describeAll, describeOne } from './usage.ts';

/** The parts of `process` that the command uses. */
export interface CliProcess {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: { write(text: string): unknown };
  readonly stderr: ProgressOutput;
  on(name: 'SIGINT' | 'SIGTERM', listener: () => void): unknown;
  off(name: 'SIGINT' | 'SIGTERM', listener: () => void): unknown;
  cwd(): string;
  /** Times the notice about a server that does not respond. Default: the system clock. */
  readonly clock?: Clock;
}

const SYSTEM_CLOCK: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => setTimeout(ms, undefined, { signal, ref: false }),
};

/** Runs one command and returns its exit code. */
export async function runCli(args: readonly string[], process: CliProcess): Promise<number> {
  const print = (text: string): number => {
    process.stdout.write(`${text}\n`);
    return EXIT.done;
  };
  const [name, ...rest] = args;
  if (name === undefined || name === 'help' || name === '--help') return print(describeAll(COMMANDS));
  if (name === '--version') return print(readPackageVersion('@neon-api/helpers', import.meta.url));
  const interrupt = new AbortController();
  const stop = (): void => interrupt.abort(new Error('Interrupted.'));
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  try {
    const command = COMMANDS.get(name);
    if (command === undefined) {
      const known = [...COMMANDS.keys()];
      throw new NeonUsageError(`Unknown command ${JSON.stringify(name)}.${suggest(name, known)} See --help.`);
    }
    return await runCommand(command, rest, process, interrupt.signal);
  } catch (error) {
    process.stderr.write(`neon-helpers: ${describeError(error)}\n`);
    return interrupt.signal.aborted && exitCodeOf(error) !== EXIT.halfWay ? EXIT.interrupted : exitCodeOf(error);
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}

async function runCommand(
  command: Command,
  args: readonly string[],
  { env, stdout, stderr, cwd, clock = SYSTEM_CLOCK }: CliProcess,
  signal: AbortSignal,
): Promise<number> {
  const known = {
    values: Object.keys({ ...command.values, ...COMMON_VALUES }),
    switches: Object.keys({ ...command.switches, ...COMMON_SWITCHES }),
  };
  const defaults = { project: env.NEON_PROJECT_ID, 'base-url': env.NEON_API_BASE_URL };
  const { flags, words } = readFlags(args, known, defaults);
  if (!command.takesWords && words.length > 0)
    throw new NeonUsageError(`Unexpected argument ${JSON.stringify(words[0])}. See --help.`);
  const print = (text: string): unknown => stdout.write(`${text}\n`);
  if (flags.has('help')) {
    print(describeOne(command));
    return EXIT.done;
  }
  const json = flags.has('json');
  const destroys = command.destroys?.({ flags, words }) === true;
  let neon: NeonCaller | undefined;
  const result = await command.run({
    get neon() {
      neon ??= connect({ flags, env, stderr, clock, signal, destroys });
      return neon;
    },
    ...{ flags, words },
    wait: { signal, ...(!json && { onProgress: showWait(stderr) }) },
    linked: {
      ...readContext(cwd(), env.HOME || env.USERPROFILE),
      ...(env.NEON_ORG_ID && { orgId: env.NEON_ORG_ID }),
    },
  });
  print(json ? JSON.stringify(result.json) : result.text);
  return result.exitCode ?? EXIT.done;
}
