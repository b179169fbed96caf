import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const SITE = join(import.meta.dirname, '../..');

/** Whether every page is built and tested, as by `pnpm test:site`. */
export const IS_FULL: boolean = process.env.SITE_TEST === 'full';

/** Builds the site, or a sample of its pages, and returns the folder. */
export async function buildSite(): Promise<string> {
  const env = { ...process.env, SITE_SAMPLE: IS_FULL ? '0' : '1', NODE_ENV: 'production' };
  const run = promisify(execFile);
  await run(process.execPath, ['--import', 'tsx', 'src/write-pages.ts'], { cwd: SITE, env });
  await run(process.execPath, ['--import', 'tsx', 'node_modules/vitepress/bin/vitepress.js', 'build', '.'], {
    cwd: SITE,
    env,
  });
  return join(SITE, IS_FULL ? 'dist' : 'generated/sample/dist');
}

/** The addresses of all pages in a built folder, such as `/guides/handle-errors.html`. */
export function pagesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.html') && path !== '404.html')
    .map((path) => `/${path.replaceAll('\\', '/')}`)
    .sort();
}
