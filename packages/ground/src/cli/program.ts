import type { CliCommand, CommandResult, FlagDescriptions } from './command.ts';
import type { Flags } from './flags.ts';

/** Where progress and notices go. */
export interface ProgressOutput {
  readonly isTTY?: boolean | undefined;
  write(text: string): unknown;
}

/** The parts of `process` that a program uses. */
export interface ProgramProcess {
  readonly stdout: ProgressOutput;
  readonly stderr: ProgressOutput;
  on(name: 'SIGINT' | 'SIGTERM', listener: () => void): unknown;
  off(name: 'SIGINT' | 'SIGTERM', listener: () => void): unknown;
}

/** How a command was called. */
export interface Call {
  readonly flags: Flags;
  /** Arguments that are not flags. */
  readonly words: readonly string[];
  /** Aborted by SIGINT and SIGTERM. */
  readonly signal: AbortSignal;
}

/** A program with commands. */
export interface Program<Command extends CliCommand<never>> {
  readonly name: string;
  /** For the first line of the help. */
  readonly summary: string;
  readonly version: () => string;
  readonly commands: ReadonlyMap<string, Command>;
  /** The flags of every command. */
  readonly common: FlagDescriptions;
  /** The exit codes and their meanings, for the help. */
  readonly exitCodes: readonly (readonly [code: string, meaning: string])[];
  /** More lines for the help, such as variables of the environment. */
  readonly notes?: readonly string[];
  /** The values of flags that are not passed. */
  readonly defaults: Readonly<Record<string, string | undefined>>;
  run(command: Command, call: Call): Promise<CommandResult>;
  describeError(error: unknown): string;
  exitCodeOf(error: unknown, isInterrupted: boolean): number;
}
