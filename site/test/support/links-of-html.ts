import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

/** Returns one sentence for each link, image or file of a built page that the folder does not contain. */
export function findBrokenReferences(folder: string, address: string): string[] {
  const html = readFileSync(join(folder, address), 'utf8');
  return referencesOf(html).flatMap((reference) => {
    const { pathname, hash } = new URL(reference, `http://site${address}`);
    const path = decodeURIComponent(pathname.endsWith('/') ? posix.join(pathname, 'index.html') : pathname);
    if (!existsSync(join(folder, path))) return [`${address} refers to ${reference}, which does not exist`];
    if (hash === '' || !path.endsWith('.html')) return [];
    const target = path === address ? html : readFileSync(join(folder, path), 'utf8');
    return hasAnchor(target, hash) ? [] : [`${address} refers to ${reference}, but the page has no such anchor`];
  });
}

/** Returns the targets of `href` and `src` on the same site. */
function referencesOf(html: string): string[] {
  const found = [...html.matchAll(/\s(?:href|src)="([^"]*)"/g)].flatMap(([, target]) => target ?? []);
  return found.filter((target) => !/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(target));
}

function hasAnchor(html: string, hash: string): boolean {
  return html.includes(` id="${decodeURIComponent(hash.slice(1))}"`);
}
