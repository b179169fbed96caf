import { type Running, type RunOptions, startProgram } from '@neon-api/ground/testing';
import { runCli } from '../src/cli/index.ts';

/** Runs `neon-fleet` in this process, with its own environment. */
export function startCommand(args: readonly string[], options: RunOptions): Running {
  return startProgram((process) => runCli(args, process), options);
}
