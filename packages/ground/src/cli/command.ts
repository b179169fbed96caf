export interface CommandResult {
  /** For people. */
  readonly text: string;
  /** For programs, with `--json`. */
  readonly json: unknown;
  /** Default: 0. */
  readonly exitCode?: number;
}

/** The flags that a command or all commands of a program accept, with their descriptions. */
export interface FlagDescriptions {
  /** Flags that take a value. */
  readonly values: Readonly<Record<string, string>>;
  /** Flags without a value. */
  readonly switches: Readonly<Record<string, string>>;
}

/** One command of a program. Its flags are in addition to those of all commands. */
export interface CliCommand<Context> extends FlagDescriptions {
  /** Example calls for the help. */
  readonly usage: readonly string[];
  readonly summary: string;
  /** Valid first arguments, for completion. */
  readonly actions?: readonly string[];
  /** Whether it takes arguments that are not flags. */
  readonly takesWords?: true;
  run(context: Context): Promise<CommandResult>;
}
