import { expect, test } from 'vitest';
import { findViolations } from './support/find-violations.ts';
import { useSite } from './support/use-site.ts';

const site = useSite();
const OPERATION = '/reference/operations/createProjectBranch.html';
const SQL = `import { createNeonClient } from '@neon-api/client';
import { ensureBranch, provisionProject } from '@neon-api/helpers';
import { neon as connect } from '@neondatabase/serverless';

const neon = createNeonClient();
const { project, uris } = await provisionProject(neon, { name: 'shop' });
const sql = connect(uris.pooled);
await sql\`CREATE TABLE orders AS SELECT n AS id FROM generate_series(1, 10000) n\`;
console.log('first row', (await sql\`SELECT min(id) AS id FROM orders\`)[0]);
await ensureBranch(neon, { projectId: project.id, name: 'preview/42' });
console.log('branched');`;

test('an example runs in the page, and the branches and operations are drawn', async () => {
  const { page, faults } = await site().open(OPERATION);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.getByText(/^Finished after/).waitFor({ timeout: 60_000 });
  expect(await page.getByRole('log').textContent()).toContain("name: 'mybranch'");
  expect(await page.locator('.run-tree li').allTextContents()).toEqual(['main', 'dev', 'mybranch']);
  expect(await page.locator('.run-drawing .bar').count()).toBeGreaterThan(0);
  expect(await findViolations(page)).toEqual([]);
  expect(faults).toEqual([]);
  await page.context().close();
});

test('a program can be edited, and has Postgres and branches of it', { timeout: 120_000 }, async () => {
  const { page, faults } = await site().open(OPERATION);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.getByText(/^Finished after/).waitFor({ timeout: 60_000 });
  await page.getByRole('textbox', { name: 'Program' }).fill(SQL);
  const times = page.evaluate(timeOutput, ['first row', 'branched']);
  await page.getByRole('button', { name: 'Run again' }).click();
  await page.getByRole('log').filter({ hasText: 'branched' }).waitFor({ timeout: 60_000 });
  if (process.env.SITE_TIMES) process.stdout.write(`ms from click to output: ${JSON.stringify(await times)}\n`);
  expect(await page.getByRole('log').textContent()).toBe('first row { id: 1 }\nbranched');
  expect(faults).toEqual([]);
  await page.context().close();
});

test('an error of the program is shown, and the page continues', async () => {
  const { page } = await site().open(OPERATION);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.getByText(/^Finished after/).waitFor({ timeout: 60_000 });
  await page.getByRole('textbox', { name: 'Program' }).fill("throw new Error('broken');");
  await page.keyboard.press('Control+Enter');
  await page.getByText(/^Failed after/).waitFor({ timeout: 60_000 });
  expect(await page.getByRole('log').textContent()).toBe('Error: broken');
  await page.getByRole('button', { name: 'Close' }).click();
  expect(await page.getByRole('button', { name: 'Run', exact: true }).isVisible()).toBe(true);
  await page.context().close();
});

test('nothing of it is loaded before the first click', async () => {
  const { page } = await site().open(OPERATION);
  const loaded = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
  // VitePress prefetches the texts of linked pages, such as the reference of pglite.
  const code = loaded.filter((name) => !name.includes('.md.'));
  expect(code.length).toBeGreaterThan(2);
  expect(code.filter((name) => /run-panel|worker|pglite/.test(name))).toEqual([]);
  await page.context().close();
});

/** Runs in the page. Returns the milliseconds from the next click until the output contains each text. */
async function timeOutput(texts: readonly string[]): Promise<Record<string, number>> {
  const clickedAt = await new Promise<number>((resolve) => {
    document.addEventListener('click', () => resolve(performance.now()), { capture: true, once: true });
  });
  const times: Record<string, number> = {};
  while (Object.keys(times).length < texts.length) {
    await new Promise(requestAnimationFrame);
    const output = document.querySelector('[role=log]')?.textContent ?? '';
    for (const text of texts) if (output.includes(text)) times[text] ??= Math.round(performance.now() - clickedAt);
  }
  return times;
}
