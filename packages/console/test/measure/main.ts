import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { startEmulator } from '@neon-api/emulator';
import { launchBrowser } from '@neon-api/ground/browser';
import type { Branch, Project } from '@neon-api/types';
import type { CDPSession } from 'playwright-core';
import { openConsole } from '../browser.ts';

/** Prints the figures of the console: sizes, time to the tree, script time for many branches, time to show a change. */
const DIST = join(import.meta.dirname, '../../dist');
const BRANCHES = 1000;
const CHANGES = 10;

const kilobytes = (names: readonly string[]): string =>
  `${(names.reduce((sum, name) => sum + gzipSync(readFileSync(join(DIST, name))).length, 0) / 1000).toFixed(1)} kB gzip`;
const files = readdirSync(DIST);
const editor = files.filter((name) => name.startsWith('code-editor'));
console.log('first view:', kilobytes(files.filter((name) => !editor.includes(name) && /\.(html|css|js)$/.test(name))));
console.log('editor, on demand:', kilobytes(editor));

const emulator = await startEmulator({ postgres: 'off', speed: 'instant', log: () => {} });
const { project } = await call<{ project: Project }>('POST', '/projects', {
  project: { name: 'crowd', org_id: emulator.orgId },
});
await emulator.settle();
const { branches } = await call<{ branches: Branch[] }>('GET', `/projects/${project.id}/branches`);
for (let index = 1; index < BRANCHES; index++) {
  await call('POST', `/projects/${project.id}/branches`, { branch: { name: `b${index}` } });
  await emulator.settle();
}

const browser = await launchBrowser();
const { page } = await openConsole(browser, emulator.consoleUrl);
await page.getByRole('link', { name: /crowd/ }).waitFor();
const profile = await page.context().newCDPSession(page);
await profile.send('Performance.enable');
const before = await scriptMs(profile);
const startedMs = performance.now();
await page.evaluate(`location.hash = '#/projects/${project.id}'`);
await page.getByRole('treeitem').first().waitFor();
await page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done)))');
console.log(`tree of ${BRANCHES} branches: ${Math.round(performance.now() - startedMs)} ms`);
console.log(`script time of that: ${Math.round((await scriptMs(profile)) - before)} ms`);

const delays: number[] = [];
for (let change = 0; change < CHANGES; change++) {
  const name = `a-renamed-${change}`;
  const shown = page.evaluate(
    `new Promise((done) => {
      const look = () => document.body.textContent.includes(${JSON.stringify(name)}) && done(Date.now());
      new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
    })`,
  );
  await page.evaluate('0');
  await call('PATCH', `/projects/${project.id}/branches/${branches[0]?.id}`, { branch: { name } });
  const changedAt = Date.now();
  delays.push(Number(await shown) - changedAt);
}
console.log(
  `from the answer of a change to the page, with ${BRANCHES} branches: ${delays.sort((a, b) => a - b).join(', ')} ms`,
);
await browser.close();

const second = await launchBrowser();
const openedMs = performance.now();
const opened = await openConsole(second, emulator.consoleUrl);
await opened.page.getByRole('link', { name: /crowd/ }).waitFor();
console.log(`from an open browser to the projects: ${Math.round(performance.now() - openedMs)} ms`);
await second.close();
await emulator.stop();

/** The time that scripts have taken since the profile was enabled. */
async function scriptMs(on: CDPSession): Promise<number> {
  const { metrics } = await on.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? 0) * 1000;
}

async function call<Body>(method: string, path: string, body?: unknown): Promise<Body> {
  const response = await fetch(`${emulator.apiUrl}${path}`, {
    method,
    headers: { Authorization: `Bearer ${emulator.apiKey}`, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Body;
}
