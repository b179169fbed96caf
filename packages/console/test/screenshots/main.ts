import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startEmulator } from '@neon-api/emulator';
import { launchBrowser } from '@neon-api/ground/browser';
import type { Page } from 'playwright-core';
import { openConsole } from '../browser.ts';
import { furnish, type Shop } from './furnish.ts';

/** Writes pictures of views, by default of all, in both themes and three widths: `pnpm screenshots [FOLDER [VIEW…]]`. */
const [, , given, ...names] = process.argv;
const folder = resolve(given ?? join(import.meta.dirname, '../../../../.cache/screenshots'));
const WIDTHS = [400, 1000, 1600] as const;
const THEMES = ['light', 'dark'] as const;

interface View {
  readonly name: string;
  readonly fragment: (shop: Shop) => string;
  /** Waits for the view, and does in it what the picture shows. */
  readonly prepare: (page: Page) => Promise<void>;
}

const VIEWS: readonly View[] = [
  {
    name: 'projects',
    fragment: () => '#/',
    prepare: (page) => page.getByRole('link', { name: /shop/ }).waitFor(),
  },
  {
    name: 'tree',
    fragment: ({ projectId }) => `#/projects/${projectId}`,
    prepare: (page) => page.getByRole('treeitem', { name: /main/ }).waitFor(),
  },
  {
    name: 'branch',
    fragment: ({ projectId, devId }) => `#/projects/${projectId}/branches/${devId}`,
    prepare: (page) => page.getByText('postgresql://').first().waitFor(),
  },
  {
    name: 'schema',
    fragment: ({ projectId, devId }) => `#/projects/${projectId}/branches/${devId}`,
    async prepare(page) {
      await page.getByRole('button', { name: 'Compare schema' }).click();
      await page.locator('.diff').waitFor();
    },
  },
  {
    name: 'restore',
    fragment: ({ projectId, devId }) => `#/projects/${projectId}/branches/${devId}`,
    prepare: (page) => page.getByRole('button', { name: 'Restore' }).click(),
  },
  {
    name: 'tables',
    fragment: ({ projectId }) => `#/projects/${projectId}/tables`,
    prepare: (page) => page.locator('.grid').waitFor(),
  },
  {
    name: 'sql',
    fragment: ({ projectId }) => `#/projects/${projectId}/sql`,
    async prepare(page) {
      await page.locator('.cm-content').click();
      await page.getByLabel('Also on').selectOption('dev/anna');
      await page.locator('.cm-content').click();
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.press('Delete');
      await page.keyboard.type('select id, name, email, phone from customers order by id limit 5');
      await page.keyboard.press('ControlOrMeta+Enter');
      await page.locator('.answer').nth(1).waitFor();
    },
  },
  {
    name: 'operations',
    fragment: ({ projectId }) => `#/projects/${projectId}/operations`,
    async prepare(page) {
      await page.getByText('All', { exact: true }).waitFor();
      await page.getByRole('radio', { name: 'All' }).check();
      await page.locator('.bar').last().focus();
    },
  },
  {
    name: 'requests',
    fragment: () => '#/requests',
    prepare: (page) => page.locator('.request-row').nth(1).click(),
  },
  {
    name: 'controls',
    fragment: () => '#/controls',
    prepare: (page) => page.getByRole('switch', { name: /Unavailable/ }).waitFor(),
  },
];

const views = VIEWS.filter(({ name }) => names.length === 0 || names.includes(name));
mkdirSync(folder, { recursive: true });
const emulator = await startEmulator({ log: () => {} });
const shop = await furnish(emulator);
const browser = await launchBrowser();
for (const colorScheme of THEMES) {
  for (const width of WIDTHS) {
    const viewport = { width, height: width === 400 ? 800 : 900 };
    for (const { name, fragment, prepare } of views) {
      const { page } = await openConsole(browser, emulator.consoleUrl, { colorScheme, viewport });
      await page.evaluate(`location.hash = ${JSON.stringify(fragment(shop))}`);
      await prepare(page);
      // The last colors and sizes are painted after the last change.
      await page.waitForTimeout(300);
      await page.screenshot({ path: join(folder, `${name}-${colorScheme}-${width}.png`) });
      await page.context().close();
    }
  }
}
await browser.close();
await emulator.stop();
console.log(`${views.length * THEMES.length * WIDTHS.length} pictures in ${folder}`);
