import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitepress';
import { followSources, keepEnvironment } from '../src/dev/index.ts';
import { emptyHeaders, githubSlug, renderForSearch, runBlocks } from '../src/markdown/index.ts';
import { BASE, CODE_HOST, DIST, GENERATED, IS_SAMPLE } from '../src/repository.ts';

const SIDEBAR = join(GENERATED, 'sidebar.json');

export default defineConfig({
  title: 'neon-api',
  description: 'The Neon API from TypeScript: types, a client, workflows, and a local Neon. Unofficial.',
  lang: 'en',
  base: BASE,
  srcDir: join(GENERATED, 'pages'),
  srcExclude: ['public/**'],
  outDir: DIST,
  // A sample links to pages that it leaves out.
  ignoreDeadLinks: IS_SAMPLE,
  cacheDir: '.cache',
  lastUpdated: false,
  // Headings have the same anchors on the code host, so that one link works in both places.
  markdown: {
    anchor: { slugify: githubSlug },
    config: (markdown) => {
      emptyHeaders(markdown);
      runBlocks(markdown);
    },
  },
  // Next to each page is its Markdown.
  transformHead: ({ page }) => [['link', { rel: 'alternate', type: 'text/markdown', href: `${BASE}${page}` }]],
  vite: {
    plugins: [followSources()],
    build: { chunkSizeWarningLimit: 2000 },
    worker: { format: 'es', plugins: () => [keepEnvironment()] },
    // PGlite finds its files by the address of its module.
    optimizeDeps: { exclude: ['@electric-sql/pglite'] },
  },
  head: [['link', { rel: 'icon', href: icon() }]],
  themeConfig: {
    siteTitle: 'neon-api',
    nav: [
      { text: 'Guides', link: '/guides/', activeMatch: '^/guides/' },
      { text: 'Reference', link: '/reference/', activeMatch: '^/reference/' },
      { text: 'Errors', link: '/errors' },
      { text: 'Benchmarks', link: '/benchmarks' },
      { text: 'API changes', link: '/api-changes/', activeMatch: '^/api-changes/' },
      { text: 'Project', link: '/overview', activeMatch: '^/(overview|packages|examples|project|changelog|decisions)' },
    ],
    sidebar: existsSync(SIDEBAR) ? JSON.parse(readFileSync(SIDEBAR, 'utf8')) : {},
    outline: { level: [2, 3] },
    search: { provider: 'local', options: { _render: renderForSearch } },
    socialLinks: [{ icon: 'github', link: CODE_HOST, ariaLabel: 'Source code' }],
    footer: { message: 'Unofficial: not made, endorsed or supported by Neon. MIT licence.' },
    externalLinkIcon: true,
  },
});

/** The icon as a data URI: a branch that leaves its parent. */
function icon(): string {
  const svg = [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#0b7058"/>',
    '<path d="M11 7v18M11 13q0 6 6 6h3" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round"/>',
    '<circle cx="22" cy="19" r="3" fill="#fff"/></svg>',
  ];
  return `data:image/svg+xml,${encodeURIComponent(svg.join(''))}`;
}
