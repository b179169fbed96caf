import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const SITE = join(import.meta.dirname, '../..');

const POLL_MS = 200;
const LONGEST_BUILD_MS = 170_000;

/** Whether every page is built and tested, as by `pnpm test:site`. */
export const IS_FULL: boolean = process.env.SITE_TEST === 'full';

/** Builds the site, or a sample of its pages, and returns the folder. The first caller of a test run builds it. */
export async function buildSite(): Promise<string> {
  const stamp = join(SITE, 'generated', `build-${process.env.SITE_BUILD}`);
  const done = join(stamp, 'done');
  mkdirSync(join(SITE, 'generated'), { recursive: true });
  if (isFirst(stamp)) {
    await build();
    writeFileSync(done, '');
  }
  for (let waitedMs = 0; !existsSync(done); waitedMs += POLL_MS) {
    if (waitedMs > LONGEST_BUILD_MS) throw new Error('Another test file could not build the site. Read its error.');
    await sleep(POLL_MS);
  }
  return join(SITE, IS_FULL ? 'dist' : 'generated/sample/dist');
}

function isFirst(stamp: string): boolean {
  try {
    mkdirSync(stamp);
    return true;
  } catch {
    return false;
  }
}

async function build(): Promise<void> {
  const env = { ...process.env, SITE_SAMPLE: IS_FULL ? '0' : '1', NODE_ENV: 'production' };
  const run = promisify(execFile);
  await run(process.execPath, ['--import', 'tsx', 'src/write-pages.ts'], { cwd: SITE, env });
  const vitepress = ['--import', 'tsx', 'node_modules/vitepress/bin/vitepress.js', 'build', '.'];
  await run(process.execPath, vitepress, { cwd: SITE, env });
}

/** The addresses of all pages in a built folder, such as `/guides/handle-errors.html`. */
export function pagesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.html') && path !== '404.html')
    .map((path) => `/${path.replaceAll('\\', '/')}`)
    .sort();
}
