import { launchBrowser } from '@neon-api/ground/browser';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { buildSite } from './build-site.ts';
import { type Served, serveFolder } from './serve-folder.ts';

export interface OpenedPage {
  readonly page: Page;
  /** Console errors and warnings, uncaught errors, failed requests, and requests to other hosts. */
  readonly faults: string[];
}

export interface SiteTest {
  readonly folder: string;
  readonly origin: string;
  /** Opens an address of the site in a new context. Close it with `page.context().close()`. */
  open(address: string, options?: BrowserContextOptions): Promise<OpenedPage>;
}

/** Builds the site once for a file, serves it, and starts a browser. */
export function useSite(): () => SiteTest {
  let browser: Browser | undefined;
  let served: Served | undefined;
  let folder = '';
  beforeAll(async () => {
    [folder, browser] = await Promise.all([buildSite(), launchBrowser()]);
    served = await serveFolder(folder);
  });
  afterAll(async () => {
    await Promise.all([browser?.close(), served?.stop()]);
  });
  return () => {
    if (browser === undefined || served === undefined) throw new Error('The site was not built: see the error above.');
    const { origin } = served;
    const context = browser;
    return { folder, origin, open: (address, options) => openPage(context, origin, address, options) };
  };
}

async function openPage(
  browser: Browser,
  origin: string,
  address: string,
  options: BrowserContextOptions = {},
): Promise<OpenedPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) faults.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('response', (response) => {
    if (response.status() >= 400) faults.push(`${response.status()} ${response.url()}`);
  });
  page.on('request', (request) => {
    const isOwn = [`${origin}/`, 'data:', `blob:${origin}/`].some((start) => request.url().startsWith(start));
    if (!isOwn) faults.push(`request to ${request.url()}`);
  });
  await page.goto(`${origin}${address}`, { waitUntil: 'networkidle' });
  return { page, faults };
}
