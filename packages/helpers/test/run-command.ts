import type { Clock } from '@neon-api/client';
import { type Ran, type Running, type RunOptions, startProgram } from '@neon-api/ground/testing';
import { runCli } from '../src/cli/index.ts';

interface Options extends RunOptions {
  readonly clock?: Clock;
}

/** Runs `neon-helpers` in this process, with its own environment. */
export function startCommand(args: readonly string[], { clock, ...options }: Options): Running {
  return startProgram((process) => runCli(args, clock ? Object.assign(process, { clock }) : process), options);
}

export function runCommand(args: readonly string[], options: Options): Promise<Ran> {
  return startCommand(args, options).ended;
}
