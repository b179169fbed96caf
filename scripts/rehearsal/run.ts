import { runToEnd, whileRunning } from '../harness/index.ts';
import type { Command } from '../run-command.ts';

/** Where and as whom a command runs. */
export interface Place {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A build of all packages, or a first installation of the emulator, on a slow machine. */
const LONGEST_MS = 15 * 60_000;

/** The registry runs during the whole rehearsal. */
const LONGEST_SERVICE_MS = 3 * 60 * 60_000;

/** Returns the output of a command. Throws, with its output, if it fails. */
export function run({ file, args }: Command, { folder, env }: Place): Promise<string> {
  return runToEnd({ file, argsIn: () => args, cwd: folder, env, longestMs: LONGEST_MS });
}

/** Runs a line of a guide in a shell. */
export function runLine(line: string, place: Place): Promise<string> {
  return run({ file: '/bin/sh', args: ['-ec', line] }, place);
}

/** Starts a server with a line of a guide, passes its output to `use`, and stops it. */
export function whileServing<Result>(
  line: string,
  { folder, env }: Place,
  use: (output: NodeJS.ReadableStream) => Promise<Result>,
): Promise<Result> {
  const args = ['-c', `exec ${line} >&3`];
  const program = { file: '/bin/sh', argsIn: () => args, cwd: folder, env, longestMs: LONGEST_SERVICE_MS };
  return whileRunning({ ...program, stopsWithinMs: 30_000 }, use);
}
