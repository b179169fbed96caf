import { type Page, titleOf } from '../pages/index.ts';
import { plainMarkdown } from './plain-markdown.ts';

/** The pages whose full text is in `llms-full.txt`: what a program needs to use the packages. */
const FULL = /^(?:overview\.md|guides\/|packages\/|errors\.md|reference\/[\w-]+\.md)/;

/** Sections of `llms.txt`, by the start of the paths of their pages. */
const SECTIONS: readonly (readonly [title: string, paths: RegExp])[] = [
  ['Packages', /^(?:overview\.md|packages\/)/],
  ['Guides', /^guides\//],
  ['Reference', /^(?:reference\/[\w-]+\.md|errors\.md)/],
  ['Operations', /^reference\/operations\//],
  ['Project', /^(?:project\/|changelog\.md|benchmarks\.md|examples\/)/],
  ['Optional', /^(?:decisions|api-changes)\//],
];

const INTRODUCTION = `# neon-api

> The Neon API from TypeScript: types, a small client, workflows, and a local Neon with real Postgres branches.
> Unofficial: not made, endorsed or supported by Neon.

Each page is also available as Markdown: replace \`.html\` with \`.md\`.`;

/** The index of all pages for language models, with links to their Markdown. See llmstxt.org. */
export function llmsIndex(pages: readonly Page[], base: string): string {
  const sections = SECTIONS.map(([title, paths]) => {
    const rows = pages
      .filter(({ path }) => paths.test(path))
      .map((page) => `- [${titleOf(page)}](${base}${page.path})`);
    return rows.length === 0 ? '' : `## ${title}\n\n${rows.join('\n')}`;
  });
  return `${[INTRODUCTION, ...sections.filter((section) => section !== '')].join('\n\n')}\n`;
}

/** The full text of the pages that a program needs to use the packages, in one file. */
export function llmsFull(pages: readonly Page[]): string {
  const texts = pages.filter(({ path }) => FULL.test(path)).map((page) => plainMarkdown(page));
  return `${INTRODUCTION}\n\n${texts.join('\n---\n\n')}`;
}
