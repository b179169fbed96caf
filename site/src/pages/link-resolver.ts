import { existsSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { CODE_HOST, ROOT } from '../repository.ts';

/** Where a link of a file leads on the site. */
export interface LinkResolver {
  /** Files that pages show or offer, by their path below the root of the site. */
  readonly assets: ReadonlyMap<string, string>;
  /**
   * Returns the target of a link in `file`: a page, an asset, or a file on the code host.
   * @throws Error if the repository has no such file.
   */
  resolve(file: string, link: string): string;
}

const IMAGE = /\.(?:png|svg|jpe?g|gif|webp)$/;

export function createLinkResolver(pages: ReadonlyMap<string, string>): LinkResolver {
  const assets = new Map<string, string>();
  const assetOf = (target: string): string => {
    const path = `images/${posix.basename(target)}`;
    assets.set(path, target);
    return path;
  };
  return {
    assets,
    resolve(file, link) {
      if (/^(?:[a-z][a-z0-9+.-]*:|#|\/\/)/i.test(link)) return link;
      const [, path = '', anchor = ''] = /^([^#]*)(#.*)?$/.exec(link) ?? [];
      const target = targetOf(file, path);
      const page = pages.get(target) ?? pages.get(`${target}/README.md`);
      const from = pages.get(file) ?? '';
      if (page !== undefined) return `${relativePath(from, page)}${anchor}`;
      const kind = kindOf(target);
      if (kind === undefined) throw new Error(`${file} links to ${link}, which does not exist.`);
      if (IMAGE.test(target)) return relativePath(from, assetOf(target));
      return `${CODE_HOST}/${kind}/main/${target}${anchor}`;
    },
  };
}

function targetOf(file: string, path: string): string {
  const decoded = decodeURIComponent(path);
  const target = decoded.startsWith('/') ? decoded.slice(1) : posix.join(posix.dirname(file), decoded);
  return target.replace(/\/$/, '');
}

function kindOf(target: string): 'blob' | 'tree' | undefined {
  const path = join(ROOT, target);
  if (target.startsWith('..') || !existsSync(path)) return undefined;
  return statSync(path).isDirectory() ? 'tree' : 'blob';
}

function relativePath(from: string, to: string): string {
  const path = posix.relative(posix.dirname(from), to);
  return path.startsWith('.') ? path : `./${path}`;
}
