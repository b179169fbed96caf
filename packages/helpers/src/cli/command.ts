import type { NeonCaller } from '@neon-api/client';
import type { HelperOptions } from '../options/index.ts';
import type { Flags } from './flags.ts';
import type { LinkedContext } from './settings/index.ts';

/** What a command works with. */
export interface CommandContext {
  /** Made at the first use, so that a wrong flag is reported before a missing key. */
  readonly neon: NeonCaller;
  readonly flags: Flags;
  /** Arguments that are not flags. */
  readonly words: readonly string[];
  /** Signal and progress, for helpers. */
  readonly wait: HelperOptions;
  /** What the Neon CLI has linked the current folder to. */
  readonly linked: LinkedContext;
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
  /** Its own flags with a value, and what they mean. */
  readonly values: Readonly<Record<string, string>>;
  /** Its own flags without one. */
  readonly switches: Readonly<Record<string, string>>;
  /** What its first argument may be, for completion. */
  readonly actions?: readonly string[];
  /** Whether it takes arguments that are not flags. */
  readonly takesWords?: true;
  /** Whether this call deletes or replaces something: it then names the host that it talks to. */
  destroys?(call: Pick<CommandContext, 'flags' | 'words'>): boolean;
  run(context: CommandContext): Promise<CommandResult>;
}
