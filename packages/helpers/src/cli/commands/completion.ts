import { NeonUsageError } from '@neon-api/client';
import { suggest } from '@neon-api/ground/cli';
import type { Command } from '../command.ts';
import { COMMON } from '../common-flags.ts';
import { bashScript, type CompletionWords, completionWords, fishScript, zshScript } from '../completion/index.ts';

const SHELLS: ReadonlyMap<string, (commands: readonly CompletionWords[]) => string> = new Map([
  ['bash', bashScript],
  ['zsh', zshScript],
  ['fish', fishScript],
]);
const NAMES = [...SHELLS.keys()];

/** Returns the command that prints completion scripts for all commands, including itself. */
export function makeCompletion(others: ReadonlyMap<string, Command>): Command {
  const completion: Command = {
    usage: [
      'completion bash    # in ~/.bashrc: eval "$(neon-helpers completion bash)"',
      'completion zsh     # in ~/.zshrc, after compinit: eval "$(neon-helpers completion zsh)"',
      'completion fish    # neon-helpers completion fish > ~/.config/fish/completions/neon-helpers.fish',
    ],
    summary: 'print a script that completes commands and flags in bash, zsh or fish',
    values: {},
    switches: {},
    actions: NAMES,
    takesWords: true,
    async run({ words: [shell = '', ...rest] }) {
      const write = SHELLS.get(shell);
      if (write === undefined || rest.length > 0) {
        throw new NeonUsageError(`completion: expected bash, zsh or fish.${suggest(shell, NAMES)}`);
      }
      const all = new Map([...others, ['completion', completion]]);
      const text = write(completionWords(all, COMMON));
      return { text, json: { shell, script: text } };
    },
  };
  return completion;
}
