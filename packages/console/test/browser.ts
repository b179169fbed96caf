import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import chromium from '@sparticuz/chromium';
import { type Browser, type BrowserContextOptions, chromium as browsers, type Page } from 'playwright-core';

/** Folder into which Chromium is unpacked once. */
const CACHE = fileURLToPath(new URL('../../../.cache/chromium', import.meta.url));
const ARGS = ['--no-sandbox', '--disable-gpu'];

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

export interface Opened {
  readonly page: Page;
  /** Console errors and warnings, uncaught errors, failed requests, and requests to other hosts. */
  readonly faults: string[];
}

export async function openConsole(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Opened> {
  const { origin } = new URL(url);
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) faults.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('request', (request) => {
    const isOwn = request.url().startsWith(`${origin}/`) || request.url().startsWith('data:');
    if (!isOwn) faults.push(`request to ${request.url()}`);
  });
  await page.goto(url);
  return { page, faults };
}
