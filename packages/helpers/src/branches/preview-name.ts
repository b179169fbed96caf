import { term, usageError } from '../message-parts.ts';

export interface PreviewPrefix {
  /** Start of the branch name, before the key. Default: `preview/`. */
  readonly prefix?: string | undefined;
}

export interface PreviewKey extends PreviewPrefix {
  /** Identifies the preview, such as the number of a pull request or the name of a git branch. */
  readonly key: string | number;
}

export const DEFAULT_PREFIX = 'preview/';
const LONGEST_NAME = 256;

/** Returns the branch name for a key. Never shortens or replaces text, so two keys never share a branch. */
export function previewName(where: string, { key, prefix = DEFAULT_PREFIX }: PreviewKey): string {
  if (prefix === '')
    throw usageError`${term(`${where}: `)}${term('prefix')} must not be empty, because every branch would match.`;
  const text = String(key);
  const name = prefix + text;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  if (text.trim() === '' || text !== text.trim() || /[\u0000-\u001f\u007f]/.test(text) || name.length > LONGEST_NAME) {
    throw usageError`${term(`${where}: `)}${term('key')} must be text without line breaks, at most ${LONGEST_NAME} characters with its prefix, not ${JSON.stringify(key)}.`;
  }
  return name;
}

/** Returns the key in a branch name, or undefined if the branch is not a preview. */
export function keyOf(name: string, prefix: string): string | undefined {
  return name.startsWith(prefix) && name.length > prefix.length ? name.slice(prefix.length) : undefined;
}
