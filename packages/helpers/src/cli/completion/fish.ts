import type { CompletionWords } from './completion-words.ts';

/** Returns a script for `neon-helpers completion fish | source`. */
export function fishScript(commands: readonly CompletionWords[]): string {
  const first = '__fish_use_subcommand';
  return commands
    .flatMap(({ name, summary, actions, flags }) => {
      const within = `'__fish_seen_subcommand_from ${name}'`;
      return [
        `complete -c neon-helpers -f -n ${first} -a ${name} -d ${quote(summary)}`,
        ...actions.map((action) => `complete -c neon-helpers -f -n ${within} -a ${action}`),
        ...flags.map(
          (flag) =>
            `complete -c neon-helpers -n ${within} -l ${flag.name}${flag.takesValue ? ' -r' : ''} -d ${quote(flag.meaning)}`,
        ),
      ];
    })
    .join('\n');
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
