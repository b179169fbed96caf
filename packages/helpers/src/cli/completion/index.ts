export { bashScript } from './bash.ts';
export { type CompletionWords, completionWords } from './completion-words.ts';
export { fishScript } from './fish.ts';
export { zshScript } from './zsh.ts';
