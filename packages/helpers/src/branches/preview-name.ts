import { term, usageError } from '../message-parts.ts';

export interface PreviewPrefix {
  /** Start of the branch's name; the key follows. Default: `preview/`. */
  readonly prefix?: string | undefined;
}

export interface PreviewKey extends PreviewPrefix {
  /** What the preview belongs to, such as the number of a pull request or the name of a git branch. */
  readonly key: string | number;
}

export const DEFAULT_PREFIX = 'preview/';
const LONGEST_NAME = 256;

/** The name of the branch of a key. Nothing is shortened or replaced: two keys never share a branch. */
export function previewName(where: string, { key, prefix = DEFAULT_PREFIX }: PreviewKey): string {
  if (prefix === '')
    throw usageError`${term(`${where}: `)}${term('prefix')} must not be empty; every branch would match.`;
  const text = String(key);
  const name = prefix + text;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  if (text.trim() === '' || text !== text.trim() || /[\u0000-\u001f\u007f]/.test(text) || name.length > LONGEST_NAME) {
    throw usageError`${term(`${where}: `)}${term('key')} must be text without line breaks, at most ${LONGEST_NAME} characters with its prefix, not ${JSON.stringify(key)}.`;
  }
  return name;
}

/** The key in a branch's name; undefined when the branch is not a preview. */
export function keyOf(name: string, prefix: string): string | undefined {
  return name.startsWith(prefix) && name.length > prefix.length ? name.slice(prefix.length) : undefined;
}
