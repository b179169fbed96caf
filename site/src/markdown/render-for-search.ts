import type { MarkdownEnv, MarkdownRenderer } from 'vitepress';

/** Renders a page for the search index. Colors of code are left out: they take most of the time and are not searched. */
export function renderForSearch(source: string, env: MarkdownEnv, markdown: MarkdownRenderer): string {
  const { highlight } = markdown.options;
  markdown.options.highlight = null;
  try {
    return markdown.render(source, env);
  } finally {
    markdown.options.highlight = highlight;
  }
}
