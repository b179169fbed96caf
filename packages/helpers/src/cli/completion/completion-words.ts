import type { Command } from '../command.ts';

/** The words that a shell can complete for a command. */
export interface CompletionWords {
  readonly name: string;
  readonly summary: string;
  readonly actions: readonly string[];
  /** Flags with a description. */
  readonly flags: readonly { readonly name: string; readonly meaning: string; readonly takesValue: boolean }[];
}

/** Returns the words of every command. */
export function completionWords(
  commands: ReadonlyMap<string, Command>,
  common: Pick<Command, 'values' | 'switches'>,
): CompletionWords[] {
  const flagsOf = (meanings: Readonly<Record<string, string>>, takesValue: boolean) =>
    Object.entries(meanings).map(([name, meaning]) => ({ name, meaning, takesValue }));
  return [...commands].map(([name, { summary, actions = [], values, switches }]) => ({
    ...{ name, summary, actions },
    flags: [...flagsOf({ ...common.values, ...values }, true), ...flagsOf({ ...common.switches, ...switches }, false)],
  }));
}
