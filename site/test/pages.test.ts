import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { IS_FULL, pagesIn } from './support/build-site.ts';
import { findViolations } from './support/find-violations.ts';
import { findBrokenReferences } from './support/links-of-html.ts';
import { useSite } from './support/use-site.ts';

/** One page of each kind. */
const KINDS = [
  '/',
  '/guides/handle-errors.html',
  '/packages/client.html',
  '/errors.html',
  '/benchmarks.html',
  '/changelog.html',
  '/reference/client.html',
  '/reference/operations/createProjectBranch.html',
  '/decisions/0032-requests-share-data-not-promises.html',
];

/** Pages that are open at the same time: most of the time passes in waiting. */
const AT_ONCE = 4;

const site = useSite();

test.runIf(IS_FULL)(
  'every page opens without an error and without a request to another host',
  { timeout: 600_000 },
  async () => {
    const pages = pagesIn(site().folder);
    expect(pages.length).toBeGreaterThan(100);
    const faults: string[] = [];
    const left = [...pages];
    const openAll = async (): Promise<void> => {
      for (let address = left.pop(); address !== undefined; address = left.pop()) {
        const opened = await site().open(address);
        faults.push(...opened.faults.map((fault) => `${address}: ${fault}`));
        await opened.page.context().close();
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, openAll));
    expect(faults).toEqual([]);
  },
);

test.runIf(IS_FULL)('every link has a target, and every anchor exists', () => {
  const { folder } = site();
  expect(pagesIn(folder).flatMap((address) => findBrokenReferences(folder, address))).toEqual([]);
});

describe.each(KINDS)('%s', (address) => {
  const looks = [
    ['light', 1280],
    ['dark', 400],
  ] as const;

  // In a short run, each page has one of the looks.
  test.each(IS_FULL ? looks : looks.filter((_, index) => index === KINDS.indexOf(address) % 2))(
    'opens, has no accessibility fault and does not scroll sideways, %s at %i px',
    async (colorScheme, width) => {
      const { page, faults } = await site().open(address, { colorScheme, viewport: { width, height: 900 } });
      expect(faults).toEqual([]);
      expect(await findViolations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await page.context().close();
    },
  );
});

describe('the start page', () => {
  test('needs at most 150 kB of JavaScript and CSS, gzipped', async () => {
    const { page } = await site().open('/');
    const loaded = await page.evaluate(() =>
      performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname),
    );
    const code = loaded.filter((path) => /\.(?:js|css)$/.test(path));
    const bytes = code.map((path) => gzipSync(readFileSync(join(site().folder, path))).length);
    expect(code.length).toBeGreaterThan(2);
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(150_000);
    await page.context().close();
  });

  test('has tabs that the arrow keys select', async () => {
    const { page } = await site().open('/');
    await page.getByRole('tab', { name: 'Client' }).focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.getByRole('tab', { name: 'Types' }).getAttribute('aria-selected')).toBe('true');
    expect(await page.getByRole('tabpanel').textContent()).toContain('npm install --save-dev @neon-api/types');
    await page.context().close();
  });
});

test('the search finds a word without a request to another host', async () => {
  const { page, faults } = await site().open('/');
  await page.keyboard.press('/');
  await page.getByPlaceholder('Search').fill('NeonTimeoutError');
  await page.getByRole('option').first().waitFor();
  expect(await page.getByRole('option').first().textContent()).toContain('Errors');
  expect(faults).toEqual([]);
  await page.context().close();
});

test('each page has its Markdown next to it, and llms.txt lists it', () => {
  const { folder } = site();
  const index = readFileSync(join(folder, 'llms.txt'), 'utf8');
  const pages = pagesIn(folder).map((address) => address.replace('.html', '.md'));
  expect(pages.filter((page) => !existsSync(join(folder, page)))).toEqual([]);
  expect(pages.filter((page) => page !== '/index.md' && !index.includes(`](${page})`))).toEqual([]);
  expect(readFileSync(join(folder, 'llms-full.txt'), 'utf8')).toContain('# Handle errors');
});
