import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '@neon-api/ground';
import { shuffle } from '@neon-api/ground/testing';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { createRunner } from '../src/run/index.ts';
import { IS_FULL, pagesIn } from './support/build-site.ts';
import { REFUSED } from './support/refused-examples.ts';
import { useSite } from './support/use-site.ts';

const site = useSite();

/** Node 20 and 22 cannot parse `await using`, which browsers can. */
const HAS_USING = Number(process.versions.node.split('.')[0]) >= 24;
/** How many blocks `pnpm test` runs. `pnpm test:site` runs all. */
const SAMPLE = 6;
const SEED = Number(process.env.NEON_GUIDES_SEED ?? 1);
/** Pages that are open at the same time. */
const AT_ONCE = 3;
const LONGEST_RUN_MS = 60_000;
/** What differs between two runs: ids, times, durations, and how far an operation has come. */
const VARYING: readonly (readonly [pattern: RegExp, text: string])[] = [
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}\b/g, 'UUID'],
  [/\b(?:br|ep|org)-[a-z]+-[a-z]+-[a-z0-9]+\b/g, 'ID'],
  [/\b(?:[a-z]+-){2,3}[a-z0-9]*\d[a-z0-9]*\b/g, 'ID'],
  [/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME'],
  [/(\w+(?:_ms|_sec|_seconds|_bytes|_bytes_hour|_size|Ms)): \d+/g, '$1: NUMBER'],
  [/((?:status|\w+_state)): '\w+'/g, "$1: 'STATE'"],
  [/\b\d+(?:\.\d+)? ms\b/g, 'DURATION'],
  [/neon_(?:local|branch)_\w+|(?:npg|pck|ssk|nsk_live|nak_live)_\w+/g, 'SECRET'],
  [/token_id_short: '\w+'/g, "token_id_short: 'ID'"],
  [/expires=\d+&signature=[0-9a-f]+/g, 'SIGNATURE'],
  [/cursor: '\w+'/g, "cursor: 'CURSOR'"],
  // The columns of a table are as wide as their longest id.
  [/ {2,}/g, ' '],
  // How often a wait reports depends on the machine.
  [/^.*\b(?:running|scheduling)\b.*$\n?/gm, ''],
];

test('every block that runs in the page has the output that it has in Node', { timeout: 3_600_000 }, async () => {
  const blocks = chooseBlocks(site().folder);
  const left = [...new Set(blocks.map(({ address }) => address))];
  const differences: string[] = [];
  const failures: string[] = [];
  const runPages = async (): Promise<void> => {
    for (let address = left.pop(); address !== undefined; address = left.pop()) {
      const { page, faults } = await site().open(address);
      for (const { index } of blocks.filter((block) => block.address === address)) {
        const { code, output, status } = await runInPage(page, index);
        if (!status.startsWith('Finished') && !isRefused(address, output)) {
          failures.push(`${address} ${index}: ${status}\n${output}`);
        }
        if (!HAS_USING && /\bawait using\b/.test(code)) continue;
        const expected = await runInNode(code);
        if (normalize(output) !== normalize(expected))
          differences.push(`${address} ${index}:\n${output}\n≠\n${expected}`);
      }
      const unexpected = faults.filter((fault) => !fault.includes(' is deprecated'));
      differences.push(...unexpected.map((fault) => `${address}: ${fault}`));
      await page.context().close();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, runPages));
  process.stdout.write(`${blocks.length} blocks ran in the page\n`);
  expect(failures).toEqual([]);
  expect(differences).toEqual([]);
});

function isRefused(address: string, output: string): boolean {
  const [, operationId = ''] = /operations\/(\w+)\.html$/.exec(address) ?? [];
  return REFUSED[operationId]?.test(output) === true;
}

interface Block {
  readonly address: string;
  /** The place among the blocks of the page that can run. */
  readonly index: number;
}

/** Returns every block that can run, or a sample: others with another seed. */
function chooseBlocks(folder: string): Block[] {
  const all = pagesIn(folder).flatMap((address) => {
    const html = readFileSync(join(folder, address), 'utf8');
    return Array.from(html.matchAll(/class="run-block"/g), (_, index) => ({ address, index }));
  });
  expect(all.length).toBeGreaterThan(SAMPLE);
  if (IS_FULL) return all;
  return shuffle(all, seededRandom(SEED)).slice(0, SAMPLE);
}

interface PageRun {
  readonly code: string;
  readonly output: string;
  /** How the run ended, such as `Finished after 0.4 s`. */
  readonly status: string;
}

/** Opens the panel of a block, waits for the end of its first run, and closes the panel. */
async function runInPage(page: Page, index: number): Promise<PageRun> {
  const block = page.locator('.run-block').nth(index);
  // A block in a hidden tab has no button to click.
  await block.locator('.run-button').evaluate((button) => (button as HTMLButtonElement).click());
  const panel = block.locator('.run-panel');
  await panel.waitFor({ state: 'attached', timeout: LONGEST_RUN_MS });
  await panel.locator('.run-status:not(:empty)').waitFor({ state: 'attached', timeout: LONGEST_RUN_MS });
  // The editor draws only the lines that are in view.
  const code = await block.evaluate((element: HTMLElement) => {
    const numbers = [...(element.dataset.above ?? '').split(',').filter(Boolean), element.dataset.block];
    const codes = numbers.map((number) => document.querySelector(`[data-block="${number}"] pre code`)?.textContent);
    return codes.join('\n');
  });
  const output = (await panel.locator('.run-output').textContent()) ?? '';
  const status = (await panel.locator('.run-status').textContent()) ?? '';
  await panel.getByText('Close').evaluate((button) => (button as HTMLButtonElement).click());
  return { code, output, status };
}

/** Runs a program in this process as the worker of the page does. One after another, because the globals are shared. */
let turn: Promise<unknown> = Promise.resolve();
function runInNode(code: string): Promise<string> {
  const result = turn.then(() => runAlone(code));
  turn = result;
  return result;
}

async function runAlone(code: string): Promise<string> {
  const lines: string[] = [];
  const runner = createRunner();
  try {
    await runner.run({ code, target: { kind: 'emulator' }, onOutput: (text) => lines.push(text) });
  } catch (error) {
    lines.push(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
  } finally {
    await runner.current?.emulator.stop();
  }
  return lines.join('\n');
}

function normalize(output: string): string {
  return VARYING.reduce((text, [pattern, replacement]) => text.replaceAll(pattern, replacement), output).trim();
}
