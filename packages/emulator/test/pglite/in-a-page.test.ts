import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launchBrowser } from '@neon-api/ground/browser';
import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testTemplate } from '../support/pglite-template.ts';
import type { PageResult } from './page.ts';

const PGLITE = dirname(fileURLToPath(import.meta.resolve('@electric-sql/pglite')));
const TYPES: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.wasm': 'application/wasm' };

let browser: Browser;
let server: Server;

beforeAll(async () => {
  const { outputFiles, metafile } = await build({
    entryPoints: [join(import.meta.dirname, 'page.ts')],
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'browser',
    // The page serves PGlite's own files, and never gets to the default.
    external: ['@electric-sql/pglite', 'node:*'],
  });
  const outside = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
  expect(outside).toEqual(['@electric-sql/pglite']);
  const script = outputFiles[0]?.contents;
  const template = new Uint8Array(await (await testTemplate()).arrayBuffer());
  server = createServer(({ url = '/' }, response) => {
    if (url === '/')
      return response.setHeader('Content-Type', 'text/html').end('<script type=module src=page.js></script>');
    const type = TYPES[extname(url)] ?? 'application/octet-stream';
    const served = new Map([
      ['/page.js', script],
      ['/template', template],
    ]);
    response.setHeader('Content-Type', type).end(served.get(url) ?? readFileSync(join(PGLITE, basename(url))));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  server.close();
});

/** Runs the page's function, and returns its result and the errors of the page. */
async function runInPage(rows: number, hasTemplate: boolean): Promise<PageResult & { readonly faults: string[] }> {
  const page = await browser.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) faults.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith('http://127.0.0.1:')) faults.push(`request to ${request.url()}`);
  });
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  const result = await page.evaluate(
    (args) => (globalThis as unknown as { run(...args: unknown[]): Promise<PageResult> }).run(...args),
    [rows, hasTemplate],
  );
  await page.close();
  return { ...result, faults };
}

test.each([
  [1000, false],
  [10_000, true],
])('a page provisions, branches and deletes a project with %i rows; with a template: %s', async (rows, hasTemplate) => {
  const { counts, left, times, faults } = await runInPage(rows, hasTemplate);
  expect(faults.filter((fault) => !fault.includes('favicon'))).toEqual([]);
  expect({ counts, left }).toEqual({ counts: [[{ books: rows }], [{ books: 10 }]], left: 0 });
  if (process.env.NEON_PGLITE_TIMES) process.stdout.write(`${rows} rows: ${JSON.stringify(times)} ms\n`);
});
