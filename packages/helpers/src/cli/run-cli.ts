import { readFileSync } from 'node:fs';
import { createNeonClient, NeonUsageError } from '@neon-api/client';
import type { Command } from './command.ts';
import { COMMANDS } from './commands/index.ts';
import { EXIT, exitCodeOf } from './exit-code.ts';
import { type Flags, readFlags } from './flags.ts';
import { type ProgressOutput, showWait } from './progress.ts';
import { COMMON_SWITCHES, COMMON_VALUES, describeAll, describeOne } from './usage.ts';

/** What of the process the command uses. */
export interface CliProcess {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: { write(text: string): unknown };
  readonly stderr: ProgressOutput;
  on(name: 'SIGINT' | 'SIGTERM', listener: () => void): unknown;
  off(name: 'SIGINT' | 'SIGTERM', listener: () => void): unknown;
}

/** Runs one command and gives its exit code. */
export async function runCli(args: readonly string[], process: CliProcess): Promise<number> {
  const print = (text: string): number => {
    process.stdout.write(`${text}\n`);
    return EXIT.done;
  };
  const [name, ...rest] = args;
  if (name === undefined || name === 'help' || name === '--help') return print(describeAll(COMMANDS));
  if (name === '--version') return print(readVersion());
  const interrupt = new AbortController();
  const stop = (): void => interrupt.abort(new Error('Interrupted.'));
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  try {
    const command = COMMANDS.get(name);
    if (command === undefined) throw new NeonUsageError(`There is no command ${JSON.stringify(name)}. See --help.`);
    return await runCommand(command, rest, process, interrupt.signal);
  } catch (error) {
    process.stderr.write(`neon-helpers: ${error instanceof Error ? error.message : String(error)}\n`);
    return interrupt.signal.aborted && exitCodeOf(error) !== EXIT.halfWay ? EXIT.interrupted : exitCodeOf(error);
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}

async function runCommand(
  command: Command,
  args: readonly string[],
  { env, stdout, stderr }: CliProcess,
  signal: AbortSignal,
): Promise<number> {
  const known = {
    values: Object.keys({ ...command.values, ...COMMON_VALUES }),
    switches: Object.keys({ ...command.switches, ...COMMON_SWITCHES }),
  };
  const defaults = { project: env.NEON_PROJECT_ID, 'base-url': env.NEON_BASE_URL };
  const { flags, words } = readFlags(args, known, defaults);
  if (!command.takesWords && words.length > 0)
    throw new NeonUsageError(`Unexpected argument ${JSON.stringify(words[0])}.`);
  const print = (text: string): unknown => stdout.write(`${text}\n`);
  if (flags.has('help')) {
    print(describeOne(command));
    return EXIT.done;
  }
  const json = flags.has('json');
  const wait = { signal, ...(!json && { onProgress: showWait(stderr) }) };
  const result = await command.run({ neon: clientOf(flags, env), flags, words, wait });
  print(json ? JSON.stringify(result.json) : result.text);
  return result.exitCode ?? EXIT.done;
}

function clientOf(flags: Flags, env: CliProcess['env']): ReturnType<typeof createNeonClient> {
  const appInfo = { name: 'neon-helpers' };
  return createNeonClient({ appInfo, ...{ apiKey: env.NEON_API_KEY, baseUrl: flags.get('base-url') } });
}

function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return (manifest as { readonly version: string }).version;
}
