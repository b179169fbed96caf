import type { CompletionWords } from './completion-words.ts';

/** Returns a script for `eval "$(neon-helpers completion bash)"`. */
export function bashScript(commands: readonly CompletionWords[]): string {
  const cases = commands.map(({ name, actions, flags }) => {
    const words = flags.map((flag) => `--${flag.name}`).join(' ');
    return `    ${name}) words="${words}"; actions="${actions.join(' ')}" ;;`;
  });
  return `_neon_helpers() {
  local current="\${COMP_WORDS[COMP_CWORD]}" words="" actions=""
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${commands.map(({ name }) => name).join(' ')} help" -- "$current"))
    return
  fi
  case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
  esac
  [ "$COMP_CWORD" -eq 2 ] && words="$actions $words"
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _neon_helpers neon-helpers`;
}
