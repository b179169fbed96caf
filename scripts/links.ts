import { posix } from 'node:path';
import type { TextFile } from './repository.ts';

/** Returns one sentence for each broken relative link of a Markdown file. */
export function findBrokenLinks({ path, text }: TextFile, exists: (path: string) => boolean): string[] {
  return linksOf(text)
    .filter(isRelative)
    .map((link) => ({ link, target: targetOf(path, link) }))
    .filter(({ target }) => target.startsWith('..') || !exists(target))
    .map(({ link }) => `${path} links to ${link}, which does not exist`);
}

/** Returns the targets of inline links, images and link definitions. Code contains no links. */
export function linksOf(markdown: string): string[] {
  const prose = markdown.replaceAll(/^(```|~~~)[\s\S]*?^\1/gm, '').replaceAll(/`[^`\n]*`/g, '');
  const inline = [...prose.matchAll(/\]\(\s*<?([^)\s>]+)>?[^)]*\)/g)];
  const definitions = [...prose.matchAll(/^\[[^\]]+\]:\s*<?([^\s>]+)/gm)];
  return [...inline, ...definitions].flatMap((match) => match[1] ?? []);
}

export function isRelative(link: string): boolean {
  return !/^[a-z][a-z0-9+.-]*:/i.test(link) && !link.startsWith('#') && !link.startsWith('//');
}

/** Returns the target of a link in the file `path`, relative to the root. */
export function targetOf(path: string, link: string): string {
  const target = decodeURIComponent(link.replace(/[?#].*$/, ''));
  return target.startsWith('/') ? target.slice(1) : posix.join(posix.dirname(path), target);
}
