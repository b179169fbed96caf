import type { CliCommand } from './command.ts';
import { readFlags } from './flags.ts';
import type { Call, Program, ProgramProcess } from './program.ts';
import { suggest } from './suggest.ts';
import { describeAll, describeOne } from './usage.ts';
import { UsageError } from './usage-error.ts';

const DONE = 0;

/** Runs one command and returns its exit code. */
export async function runProgram<Command extends CliCommand<never>>(
  program: Program<Command>,
  args: readonly string[],
  process: ProgramProcess,
): Promise<number> {
  const { commands } = program;
  const print = (text: string): number => {
    process.stdout.write(`${text}\n`);
    return DONE;
  };
  const [name, ...rest] = args;
  if (name === undefined || name === 'help' || name === '--help') return print(describeAll(program));
  if (name === '--version') return print(program.version());
  const interrupt = new AbortController();
  const stop = (): void => interrupt.abort(new Error('Interrupted.'));
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  try {
    const command = commands.get(name);
    if (command === undefined) {
      const known = [...commands.keys()];
      throw new UsageError(`Unknown command ${JSON.stringify(name)}.${suggest(name, known)} See --help.`);
    }
    const { flags, words } = readCall(program, command, rest);
    if (flags.has('help')) return print(describeOne(program, command));
    const { text, json, exitCode = DONE } = await program.run(command, { flags, words, signal: interrupt.signal });
    print(flags.has('json') ? JSON.stringify(json) : text);
    return exitCode;
  } catch (error) {
    process.stderr.write(`${program.name}: ${program.describeError(error)}\n`);
    return program.exitCodeOf(error, interrupt.signal.aborted);
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}

function readCall(
  { common, defaults }: Pick<Program<never>, 'common' | 'defaults'>,
  { values, switches, takesWords }: CliCommand<never>,
  args: readonly string[],
): Pick<Call, 'flags' | 'words'> {
  const known = {
    values: Object.keys({ ...values, ...common.values }),
    switches: Object.keys({ ...switches, ...common.switches }),
  };
  const { flags, words } = readFlags(args, known, defaults);
  if (!takesWords && words.length > 0) {
    throw new UsageError(`Unexpected argument ${JSON.stringify(words[0])}. See --help.`);
  }
  return { flags, words };
}
