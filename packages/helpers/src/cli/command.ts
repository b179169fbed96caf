import type { NeonCaller } from '@neon-api/client';
import type { HelperOptions } from '../helper-options.ts';
import type { Flags } from './flags.ts';

/** What a command works with. */
export interface CommandContext {
  readonly neon: NeonCaller;
  readonly flags: Flags;
  /** Arguments that are no options. */
  readonly words: readonly string[];
  /** Signal and progress, for helpers. */
  readonly wait: HelperOptions;
}

export interface CommandResult {
  /** For people. */
  readonly text: string;
  /** For programs, with `--json`. */
  readonly json: unknown;
  /** Default: 0. */
  readonly exitCode?: number;
}

export interface Command {
  /** How it is called, for the help. */
  readonly usage: readonly string[];
  readonly summary: string;
  /** Its own options with a value, and what they mean. */
  readonly values: Readonly<Record<string, string>>;
  /** Its own options without one. */
  readonly switches: Readonly<Record<string, string>>;
  /** Whether it takes arguments that are no options. */
  readonly takesWords?: true;
  run(context: CommandContext): Promise<CommandResult>;
}
