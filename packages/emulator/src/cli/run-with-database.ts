import { DEFAULT_PROJECT, emulatorVariables, openDatabase, removeBranch } from '../local-database/index.ts';
import { startEmulator } from '../start/index.ts';
import { logToStderr } from '../support/index.ts';
import type { CliRun } from './read-options.ts';
import { exitCodeOf, runChild } from './run-child.ts';

const WEEK_MS = 7 * 24 * 3_600_000;

/**
 * Starts the emulator, runs a command with a database, and stops the emulator. Returns the command's exit code. A signal
 * during the start ends it, and the command does not run.
 */
export async function runWithDatabase(commandLine: readonly string[], { flags, options }: CliRun): Promise<number> {
  const { project = DEFAULT_PROJECT, branchPerRun = false } = flags;
  const early = catchSignals();
  const emulator = await startEmulator(options);
  try {
    const database = await openDatabase(emulator, {
      project,
      ...(branchPerRun ? { branch: nameRun(), expiresAt: new Date(Date.now() + WEEK_MS) } : {}),
    });
    try {
      const signal = early.stop();
      if (signal !== undefined) return exitCodeOf(null, signal);
      return await runChild(commandLine, { ...process.env, ...emulatorVariables(emulator, database) }, logToStderr);
    } finally {
      if (branchPerRun) await removeBranch(emulator, database);
    }
  } finally {
    await emulator.stop();
  }
}

/** A branch of a killed run keeps its name, so each run needs another. */
function nameRun(): string {
  return `run-${new Date().toISOString().replaceAll(/[:.]/g, '-')}-${process.pid}`;
}

/** Remembers a signal until `stop`, which returns it. */
function catchSignals(): { stop(): NodeJS.Signals | undefined } {
  let caught: NodeJS.Signals | undefined;
  const remember = (name: NodeJS.Signals): void => {
    caught = name;
  };
  process.on('SIGINT', remember).on('SIGTERM', remember);
  return {
    stop() {
      process.off('SIGINT', remember).off('SIGTERM', remember);
      return caught;
    },
  };
}
