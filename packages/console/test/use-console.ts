import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Emulator, type EmulatorOptions, startEmulator } from '@neon-api/emulator';
import { launchBrowser } from '@neon-api/ground/browser';
import type axe from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { type Opened, openConsole } from './browser.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export interface ConsoleTest {
  readonly emulator: Emulator;
  /** Opens the console on a new page. After the test, the page must not have had faults. */
  open(fragment?: string, options?: BrowserContextOptions): Promise<Page>;
  /** Calls the API, and throws if it refuses. */
  call<Body>(method: string, path: string, body?: unknown): Promise<Body>;
  /** Leaves out the faults that a test causes. */
  expectFaults(pattern: RegExp): void;
}

/** One emulator and one browser for a file. */
export function useConsole(options: EmulatorOptions): () => ConsoleTest {
  let browser: Browser;
  let emulator: Emulator;
  let opened: Opened[] = [];
  let expected: RegExp | undefined;
  beforeAll(async () => {
    [emulator, browser] = await Promise.all([startEmulator({ log: () => {}, ...options }), launchBrowser()]);
  });
  afterAll(async () => {
    await Promise.all([browser?.close(), emulator?.stop()]);
  });
  afterEach(async () => {
    const faults = opened.flatMap((one) => one.faults).filter((fault) => !expected?.test(fault));
    for (const { page } of opened) await page.context().close();
    opened = [];
    expected = undefined;
    expect(faults).toEqual([]);
  });
  return () => ({
    emulator,
    async open(fragment, contextOptions) {
      const one = await openConsole(browser, emulator.consoleUrl, contextOptions);
      opened.push(one);
      if (fragment !== undefined) await goTo(one.page, fragment);
      return one.page;
    },
    async call(method, path, body) {
      const response = await fetch(`${emulator.apiUrl}${path}`, {
        method,
        headers: { Authorization: `Bearer ${emulator.apiKey}`, 'Content-Type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
      return (await response.json()) as never;
    },
    expectFaults(pattern) {
      expected = pattern;
    },
  });
}

export async function goTo(page: Page, fragment: string): Promise<void> {
  await page.evaluate(`location.hash = ${JSON.stringify(fragment)}`);
}

/** Returns the serious findings of the accessibility checker with their elements; `rule`: only of this rule. */
export async function findBarriers(page: Page, rule?: string): Promise<string[]> {
  await page.evaluate(AXE);
  const options = rule === undefined ? {} : { runOnly: [rule] };
  const { violations } = (await page.evaluate(`axe.run(${JSON.stringify(options)})`)) as axe.AxeResults;
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
