import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { markdownIn, ROOT, readText } from '../repository.ts';

/** The Markdown files of the repository that are pages, with the path of each page. Files stay where they are. */
export function sourcePages(): ReadonlyMap<string, string> {
  const files = [
    ...Object.keys(SINGLE_PAGES),
    ...markdownIn('docs/guides'),
    ...markdownIn('docs/decisions'),
    ...markdownIn('docs/spec-changes'),
    ...readmesIn('packages').filter(isPublished),
    ...readmesIn('examples'),
  ];
  return new Map(files.map((file) => [file, pageOf(file)]));
}

const SINGLE_PAGES: Readonly<Record<string, string>> = {
  'site/src/start/start.md': 'index.md',
  'README.md': 'overview.md',
  'CONTRIBUTING.md': 'project/contributing.md',
  'SECURITY.md': 'project/security.md',
  'CODE_OF_CONDUCT.md': 'project/code-of-conduct.md',
  'docs/architecture.md': 'project/architecture.md',
  'docs/releasing.md': 'project/releasing.md',
  'docs/emulator-coverage.md': 'reference/emulator-coverage.md',
};

const FOLDERS: readonly (readonly [from: string, to: string])[] = [
  ['docs/guides/', 'guides/'],
  ['docs/decisions/', 'decisions/'],
  ['docs/spec-changes/', 'api-changes/'],
  ['packages/', 'packages/'],
  ['examples/', 'examples/'],
];

/** Returns the path of a file's page: the README of a package or example is named after it, others are an index. */
function pageOf(file: string): string {
  const single = SINGLE_PAGES[file];
  if (single !== undefined) return single;
  const [from, to] = FOLDERS.find(([folder]) => file.startsWith(folder)) ?? [];
  if (from === undefined || to === undefined) throw new Error(`${file} has no page. Add it to source-pages.ts.`);
  return `${to}${file.slice(from.length)}`
    .replace(/(\/[^/]+)\/README\.md$/, '$1.md')
    .replace(/\/README\.md$/, '/index.md');
}

function readmesIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder))
    .sort()
    .map((name) => `${folder}/${name}/README.md`)
    .filter((file) => existsSync(join(ROOT, file)));
}

/** Readers cannot install a private package, such as the console. */
function isPublished(readme: string): boolean {
  const manifest = JSON.parse(readText(readme.replace('README.md', 'package.json'))) as { readonly private?: boolean };
  return manifest.private !== true;
}
