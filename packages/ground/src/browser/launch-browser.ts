import { mkdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as browsers } from 'playwright-core';

/** Folder into which Chromium is unpacked once. */
const CACHE = fileURLToPath(new URL('../../../../.cache/chromium', import.meta.url));
const ARGS = ['--no-sandbox', '--disable-gpu'];
const MAX_ATTEMPTS = 60;
const RETRY_MS = 500;

/** Starts headless Chromium, for tests. */
export async function launchBrowser(): Promise<Browser> {
  const { TMPDIR } = process.env;
  try {
    mkdirSync(CACHE, { recursive: true });
    process.env.TMPDIR = CACHE;
    const executablePath = await chromium.executablePath();
    return await launchUnpacked(executablePath);
  } catch (error) {
    throw new Error(`Chromium of @sparticuz/chromium cannot start (it needs Linux on x64): ${String(error)}`, {
      cause: error,
    });
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  }
}

/** Launches Chromium. Waits while another process, which started first, still unpacks the file. */
async function launchUnpacked(executablePath: string): Promise<Browser> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await browsers.launch({ executablePath, args: ARGS, headless: true });
    } catch (error) {
      if (attempt === MAX_ATTEMPTS || !String(error).includes('ETXTBSY')) throw error;
      await sleep(RETRY_MS);
    }
  }
}
