import type { Page } from '../pages/index.ts';

/** A fenced block of code, in which nothing is changed. */
const CODE = /(^[ \t]*(?:```|~~~)[\s\S]*?^[ \t]*(?:```|~~~)[ \t]*$)/m;

/**
 * Returns a page as Markdown that any reader understands: without the head, components, containers and drawings that
 * only this site can show.
 */
export function plainMarkdown({ text }: Page): string {
  return text
    .replace(/^---\n[\s\S]*?\n---\n/, '')
    .split(CODE)
    .map((part, index) => (index % 2 === 1 ? part.replace(/^(```\w+) \[.*\]/, '$1') : stripProse(part)))
    .join('')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
    .concat('\n');
}

function stripProse(markdown: string): string {
  return markdown
    .replaceAll(/<svg class="plot"[\s\S]*?<\/svg>/g, '')
    .replaceAll(/^:::.*$/gm, '')
    .replaceAll(/<\/?(?:StartPage|template|small)\b[^>]*>/g, '')
    .replaceAll(/<a id="[^"]*"><\/a>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&#123;', '{');
}
