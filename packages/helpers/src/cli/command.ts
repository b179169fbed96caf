import type { NeonCaller } from '@neon-api/client';
import type { CliCommand, Flags, LinkedContext } from '@neon-api/ground/cli';
import type { HelperOptions } from '../options/index.ts';

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

export interface Command extends CliCommand<CommandContext> {
  /** Whether this call deletes or replaces something. If so, the host is printed first. */
  destroys?(call: Pick<CommandContext, 'flags' | 'words'>): boolean;
}
