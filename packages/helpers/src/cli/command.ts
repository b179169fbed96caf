import type { NeonCaller } from '@neon-api/client';
import type { HelperOptions } from '../options/index.ts';
import type { Flags } from './flags.ts';
import type { LinkedContext } from './settings/index.ts';

export interface CommandContext {
  /** Created on first use, so that a wrong flag is reported before a missing key. */
  readonly neon: NeonCaller;
  readonly flags: Flags;
  /** Arguments that are not flags. */
  readonly words: readonly string[];
  /** The signal and the progress callback for helpers. */
  readonly wait: HelperOptions;
  /** What the Neon CLI has linked the current folder to; NEON_ORG_ID replaces its organization. */
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
  /** Example calls for the help. */
  readonly usage: readonly string[];
  readonly summary: string;
  /** Descriptions of the flags that take a value, except the common ones. */
  readonly values: Readonly<Record<string, string>>;
  /** Descriptions of the flags without a value, except the common ones. */
  readonly switches: Readonly<Record<string, string>>;
  /** Valid first arguments, for completion. */
  readonly actions?: readonly string[];
  /** Whether it takes arguments that are not flags. */
  readonly takesWords?: true;
  /** Whether this call deletes or replaces something. If so, the host is printed first. */
  destroys?(call: Pick<CommandContext, 'flags' | 'words'>): boolean;
  run(context: CommandContext): Promise<CommandResult>;
}
