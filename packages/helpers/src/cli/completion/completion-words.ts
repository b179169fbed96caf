import type { Command } from '../command.ts';

/** What a shell may offer after a command. */
export interface CompletionWords {
  readonly name: string;
  readonly summary: string;
  readonly actions: readonly string[];
  /** Flags with their meaning; `takesValue` ones are followed by a value. */
  readonly flags: readonly { readonly name: string; readonly meaning: string; readonly takesValue: boolean }[];
}

/** The words of every command, its own flags first. */
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
