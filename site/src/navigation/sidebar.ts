import type { OperationGroup } from '../operations/index.ts';
import { linkTo, type Page, titleOf } from '../pages/index.ts';
import { GUIDE_GROUPS } from './guide-groups.ts';

export interface SidebarItem {
  readonly text: string;
  readonly link?: string;
  readonly items?: SidebarItem[];
  readonly collapsed?: boolean;
}

/** The sidebar of each section of the site, by the start of the addresses that show it. */
export type Sidebar = Record<string, SidebarItem[]>;

export function buildSidebar(pages: readonly Page[], operations: readonly OperationGroup[]): Sidebar {
  const itemsIn = (folder: string): SidebarItem[] => pages.filter(({ path }) => path.startsWith(folder)).map(itemOf);
  const project = [
    { text: 'Packages', items: itemsIn('packages/') },
    { text: 'Examples', items: itemsIn('examples/') },
    {
      text: 'Project',
      items: [
        ...itemsIn('overview.md'),
        ...itemsIn('project/'),
        ...itemsIn('changelog.md'),
        ...itemsIn('benchmarks.md'),
        { text: 'Decisions', link: '/decisions/' },
      ],
    },
  ];
  const reference = [
    { text: 'Entries', items: pages.filter(isEntry).map(itemOf) },
    { text: 'Look up', items: [...itemsIn('errors.md'), ...itemsIn('reference/emulator-coverage.md')] },
    { text: 'Operations', items: operationsByTag(operations) },
  ];
  return {
    '/guides/': guidesByTask(pages),
    '/packages/': project,
    '/examples/': project,
    '/project/': project,
    '/overview': project,
    '/changelog': project,
    '/benchmarks': project,
    '/reference/': reference,
    '/errors': reference,
    '/decisions/': [{ text: 'Decisions', items: itemsIn('decisions/') }],
    '/api-changes/': [{ text: "Changes of Neon's API", items: itemsIn('api-changes/') }],
  };
}

/** Whether a page describes an entry of a package, or is the index of these pages. */
function isEntry({ path }: Page): boolean {
  return /^reference\/[\w-]+\.md$/.test(path) && !path.endsWith('/emulator-coverage.md');
}

function guidesByTask(pages: readonly Page[]): SidebarItem[] {
  const byPath = new Map(pages.map((page) => [page.path, page]));
  return GUIDE_GROUPS.map(({ title, guides }) => ({
    text: title,
    items: guides.flatMap((name) => {
      const page = byPath.get(`guides/${name}.md`);
      return page ? [itemOf(page)] : [];
    }),
  }));
}

function operationsByTag(operations: readonly OperationGroup[]): SidebarItem[] {
  return operations.map(({ tag, operationIds }) => ({
    text: tag,
    collapsed: true,
    items: operationIds.map((id) => ({ text: id, link: `/reference/operations/${id}` })),
  }));
}

function itemOf(page: Page): SidebarItem {
  return { text: titleOf(page), link: linkTo(page) };
}
