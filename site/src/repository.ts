import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The root of the repository. */
export const ROOT: string = join(import.meta.dirname, '../..');

/** The path of the site on its host, such as `/neon-api/`. */
export const BASE: string = process.env.SITE_BASE ?? '/';

/** Whether only a few pages are built, for the short tests. */
export const IS_SAMPLE: boolean = process.env.SITE_SAMPLE === '1';

/** The folder of everything that `write-pages` writes. Each build replaces it. */
export const GENERATED: string = join(import.meta.dirname, `../generated/${IS_SAMPLE ? 'sample' : 'full'}`);

/** The folder of the built site. */
export const DIST: string = IS_SAMPLE ? join(GENERATED, 'dist') : join(import.meta.dirname, '../dist');

/** Where readers find the files of the repository that are not pages of the site. */
export const CODE_HOST = `https://github.com/${readManifest().repository.replace('github:', '')}`;

export function readText(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** The Markdown files of a folder, sorted, relative to the root. */
export function markdownIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => `${folder}/${name}`);
}

function readManifest(): { readonly repository: string } {
  return JSON.parse(readText('package.json')) as { repository: string };
}
