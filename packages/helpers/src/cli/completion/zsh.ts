import type { CompletionWords } from './completion-words.ts';

/** Returns a script for `eval "$(neon-helpers completion zsh)"`, after `compinit`. */
export function zshScript(commands: readonly CompletionWords[]): string {
  const cases = commands.map(({ name, actions, flags }) => {
    const described = flags.map((flag) => describe(`--${flag.name}`, flag.meaning));
    const first = actions.length === 0 ? '' : ` (( CURRENT == 3 )) && compadd -- ${actions.join(' ')};`;
    return `    ${name})${first} list=(${described.join(' ')}) ;;`;
  });
  return `#compdef neon-helpers
_neon_helpers() {
  local -a list
  if (( CURRENT == 2 )); then
    list=(${commands.map(({ name, summary }) => describe(name, summary)).join(' ')})
    _describe 'command' list
    return
  fi
  case "\${words[2]}" in
${cases.join('\n')}
  esac
  _describe 'flag' list
  _files
}
compdef _neon_helpers neon-helpers`;
}

/** Returns `'name:meaning'`. Quotes in the meaning are escaped; names contain no colon. */
function describe(name: string, meaning: string): string {
  return `'${name}:${meaning.replaceAll("'", "'\\''")}'`;
}
