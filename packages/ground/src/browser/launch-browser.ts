import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as browsers } from 'playwright-core';

/** Folder into which Chromium is unpacked once. */
const CACHE = fileURLToPath(new URL('../../../../.cache/chromium', import.meta.url));
const ARGS = ['--no-sandbox', '--disable-gpu'];

/** Starts headless Chromium, for tests. */
export async function launchBrowser(): Promise<Browser> {
  const { TMPDIR } = process.env;
  try {
    mkdirSync(CACHE, { recursive: true });
    process.env.TMPDIR = CACHE;
    const executablePath = await chromium.executablePath();
    return await browsers.launch({ executablePath, args: ARGS, headless: true });
  } catch (error) {
    throw new Error(`Chromium of @sparticuz/chromium cannot start (it needs Linux on x64): ${String(error)}`, {
      cause: error,
    });
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  }
}
