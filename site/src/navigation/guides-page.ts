import { type Page, titleOf } from '../pages/index.ts';
import { GUIDE_GROUPS } from './guide-groups.ts';

/** The page that lists every guide by task. */
export function guidesPage(pages: readonly Page[]): Page {
  const titles = new Map(pages.map((page) => [page.path, page.path.startsWith('guides/') ? titleOf(page) : '']));
  const sections = GUIDE_GROUPS.map(({ title, guides }) => {
    const rows = guides.map((name) => `- [${titles.get(`guides/${name}.md`)}](./${name}.md)`);
    return `## ${title}\n\n${rows.join('\n')}\n`;
  });
  return { path: 'guides/index.md', text: `# Guides\n\n${sections.join('\n')}` };
}
