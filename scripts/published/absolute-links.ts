import { posix } from 'node:path';
import { isRelative, targetOf } from '../links.ts';

/**
 * Makes the relative links of a Markdown file absolute, as npm needs them: `path` is relative to the repository, `url` is
 * the repository's. Links to the newest revision, so that a reader of an old version finds the corrected guide.
 */
export function absoluteLinks({ path, text }: { readonly path: string; readonly text: string }, url: string): string {
  const replace = (whole: string, before: string, link: string): string =>
    isRelative(link) ? `${before}${absolute(path, link, url)}${whole.slice(before.length + link.length)}` : whole;
  return outsideCode(text, (prose) =>
    prose.replace(/(\]\(\s*<?)([^)\s>]+)/g, replace).replace(/^(\[[^\]]+\]:\s*<?)([^\s>]+)/gm, replace),
  );
}

function absolute(path: string, link: string, url: string): string {
  const suffix = /[?#].*$/.exec(link)?.[0] ?? '';
  const target = posix.normalize(targetOf(path, link));
  // The code host redirects the page of a folder from blob to tree.
  return `${url}/blob/HEAD/${target.replace(/\/$/, '')}${suffix}`;
}

/** Applies `edit` to everything but code. */
function outsideCode(markdown: string, edit: (prose: string) => string): string {
  const parts = markdown.split(/(^(?:```|~~~)[\s\S]*?^(?:```|~~~)|`[^`\n]*`)/m);
  return parts.map((part, index) => (index % 2 === 0 ? edit(part) : part)).join('');
}
