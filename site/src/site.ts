import { benchmarksPage } from './benchmarks/index.ts';
import { changelogPage } from './changes/index.ts';
import { errorsPage } from './errors/index.ts';
import { buildSidebar, guidesPage, type Sidebar } from './navigation/index.ts';
import { operationReference } from './operations/index.ts';
import { type Page, readContent } from './pages/index.ts';
import { findEntries, referencePages } from './reference/index.ts';
import { IS_SAMPLE } from './repository.ts';
import { fillBlocks } from './start/index.ts';

export interface Site {
  readonly pages: readonly Page[];
  /** Files of the repository by their path below the root of the site. */
  readonly assets: ReadonlyMap<string, string>;
  readonly sidebar: Sidebar;
}

/** Collects every page of the site. */
export async function collectSite(): Promise<Site> {
  const { pages: content, assets } = readContent();
  const { pages: operations, groups } = operationReference();
  const all = [
    guidesPage(content),
    errorsPage(),
    benchmarksPage(),
    changelogPage(),
    ...content.map((page) => (page.path === 'index.md' ? fillBlocks(page) : page)),
    ...(await referencePages(findEntries().filter(({ page }) => isBuilt(page)))),
    ...operations,
  ];
  const pages = all.filter(({ path }) => isBuilt(path));
  return { pages, assets, sidebar: buildSidebar(pages, groups) };
}

/** One page of each kind, for the short tests. */
const SAMPLE: ReadonlySet<string> = new Set([
  'index.md',
  'guides/index.md',
  'guides/get-a-database-and-branch-it.md',
  'guides/handle-errors.md',
  'guides/look-at-your-local-neon.md',
  'benchmarks.md',
  'changelog.md',
  'errors.md',
  'packages/client.md',
  'reference/client.md',
  'reference/operations/createProjectBranch.md',
  'decisions/0032-requests-share-data-not-promises.md',
]);

function isBuilt(path: string): boolean {
  return !IS_SAMPLE || SAMPLE.has(path);
}
