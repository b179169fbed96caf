import { readText } from '../repository.ts';
import { createLinkResolver, type LinkResolver } from './link-resolver.ts';
import type { Page } from './page.ts';
import { rewriteLinks } from './rewrite-links.ts';
import { sourcePages } from './source-pages.ts';

/** Pages whose text is a Markdown file of the repository, and the images that they show. */
export interface Content {
  readonly pages: readonly Page[];
  /** Files of the repository by their path below the root of the site. */
  readonly assets: ReadonlyMap<string, string>;
}

/**
 * Reads the pages that the repository has as Markdown. Their links lead to other pages, or to the code host.
 * @throws Error if a link has no target.
 */
export function readContent(): Content {
  const sources = sourcePages();
  const resolver = createLinkResolver(sources);
  const pages = [...sources].map(([file, path]) => readPage(file, path, resolver));
  return { pages, assets: resolver.assets };
}

/** Reads the page of one file, or undefined if the file is not a page. */
export function readContentPage(file: string): Page | undefined {
  const sources = sourcePages();
  const path = sources.get(file);
  return path === undefined ? undefined : readPage(file, path, createLinkResolver(sources));
}

function readPage(file: string, path: string, resolver: LinkResolver): Page {
  return { path, text: rewriteLinks(readText(file), (link) => resolver.resolve(file, link)) };
}
