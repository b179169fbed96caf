import type { Branch, Project } from '@neon-api/types';
import { beforeAll, expect, test } from 'vitest';
import { findBarriers, goTo, useConsole } from './use-console.ts';

const get = useConsole({ postgres: 'embedded', speed: 'instant' });

let projectId: string;
let main: Branch;
let dev: Branch;

beforeAll(async () => {
  const { call, emulator } = get();
  const made = await call<{ project: Project; branch: Branch }>('POST', '/projects', {
    project: { name: 'data', org_id: emulator.orgId },
  });
  await emulator.settle();
  [projectId, main] = [made.project.id, made.branch];
  await sql(main.id, 'create table books (id int primary key, title text)');
  await sql(main.id, "insert into books select n, 'Book ' || n from generate_series(1, 60) n");
  dev = (
    await call<{ branch: Branch }>('POST', `/projects/${projectId}/branches`, {
      branch: { name: 'dev' },
      endpoints: [{ type: 'read_write' }],
    })
  ).branch;
  await emulator.settle();
});

/** Runs a statement, and returns its rows. */
async function sql(branchId: string, query: string): Promise<readonly object[]> {
  const { call, emulator } = get();
  const place = `branch_id=${branchId}&database_name=neondb&role_name=neondb_owner`;
  const { uri } = await call<{ uri: string }>('GET', `/projects/${projectId}/connection_uri?${place}`);
  const response = await fetch(new URL('/sql', emulator.apiUrl), {
    method: 'POST',
    headers: { 'Neon-Connection-String': uri },
    body: JSON.stringify({ query, params: [] }),
  });
  const { rows, message } = (await response.json()) as { rows?: object[]; message?: string };
  if (!rows) throw new Error(message);
  return rows;
}

const countBooks = (branchId: string): Promise<readonly object[]> =>
  sql(branchId, 'select count(*)::int as n from books');

test('tables are shown page by page', async () => {
  const page = await get().open(`#/projects/${projectId}/tables/${dev.id}`);
  await page.getByRole('cell', { name: 'Book 50' }).waitFor();
  expect(await page.getByRole('row').count()).toBe(51);
  await page.getByRole('button', { name: 'Next page' }).click();
  await page.getByText('Rows 51–60').waitFor();
  await page.getByRole('cell', { name: 'Book 60' }).waitFor();
  expect(await findBarriers(page)).toEqual([]);
});

test('one statement runs on two branches side by side, and an error is marked at its position', async () => {
  const { open, expectFaults } = get();
  // Postgres refuses a statement, which the browser logs as a failed request.
  expectFaults(/status of 400/);
  const page = await open(`#/projects/${projectId}/sql/${main.id}`);
  const type = async (statement: string): Promise<void> => {
    await page.locator('.cm-content').click();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.press('Delete');
    await page.keyboard.type(statement);
    await page.keyboard.press('ControlOrMeta+Enter');
  };
  await sql(dev.id, 'alter table books add column pages int');
  await page.getByLabel('Also on').selectOption('dev');
  await type('select id, pages from books limit 1');
  const onMain = page.getByRole('region', { name: 'Result on main' });
  await onMain.getByText('column "pages" does not exist').waitFor();
  await onMain.getByText('Line 1, column 12').waitFor();
  expect(await page.locator('.cm-lintRange-error').textContent()).toBe('pages');
  const onDev = page.getByRole('region', { name: 'Result on dev' });
  await onDev.getByText(/SELECT · 1 row · \d/).waitFor();
  expect(await onDev.getByRole('columnheader').allTextContents()).toEqual(['id', 'pages']);
  await type('select 1 as one');
  await onMain.getByRole('columnheader', { name: 'one' }).waitFor();
  expect(await page.locator('.cm-lintRange-error').count()).toBe(0);
  expect(await findBarriers(page)).toEqual([]);
});

test('the schema is compared with the parent, and a reset takes the parent’s data', async () => {
  const page = await get().open(`#/projects/${projectId}/branches/${dev.id}`);
  await sql(dev.id, 'alter table books add column author text');
  await sql(dev.id, 'delete from books');
  await page.getByRole('button', { name: 'Compare schema' }).click();
  await page.getByText('+ column public.books.author: text').waitFor();
  expect(await page.locator('.diff .added .text').allTextContents()).toContainEqual(
    expect.stringContaining('author text'),
  );
  expect(await findBarriers(page)).toEqual([]);
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await page.getByRole('button', { name: 'Reset' }).click();
  await page.getByRole('button', { name: 'Reset branch' }).click();
  await page.getByText('dev has the data of main again').waitFor();
  expect(await countBooks(dev.id)).toEqual([{ n: 60 }]);
});

test('a branch is restored to the time of the slider, and a new branch keeps its data', async () => {
  const { open, call } = get();
  const page = await open(`#/projects/${projectId}/branches/${main.id}`);
  // The slider has steps of a second.
  await new Promise((resolve) => setTimeout(resolve, 2100));
  await sql(main.id, 'delete from books');
  await page.getByRole('button', { name: 'Restore' }).click();
  await page.getByRole('slider').focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.getByRole('button', { name: 'Restore branch' }).click();
  await page.getByText(/main is restored\. Its earlier state is in main_before_restore/).waitFor();
  expect(await countBooks(main.id)).toEqual([{ n: 60 }]);
  const { branches } = await call<{ branches: Branch[] }>('GET', `/projects/${projectId}/branches`);
  const backup = branches.find(({ name }) => name.startsWith('main_before_restore'));
  await page.getByRole('treeitem', { name: /main_before_restore/ }).waitFor();
  expect(backup).toBeDefined();
});

test('a branch with only the schema has no rows', async () => {
  const { open, call } = get();
  const page = await open(`#/projects/${projectId}/branches/${main.id}`);
  await page.getByRole('button', { name: 'New branch' }).click();
  await page.getByLabel('Name').fill('empty');
  await page.getByRole('radio', { name: 'Schema only' }).check();
  await page.getByRole('button', { name: 'Create branch' }).click();
  await page.getByRole('heading', { name: 'empty' }).waitFor();
  const { branches } = await call<{ branches: Branch[] }>('GET', `/projects/${projectId}/branches`);
  const made = branches.find(({ name }) => name === 'empty');
  expect(await countBooks(made?.id ?? '')).toEqual([{ n: 0 }]);
  await goTo(page, `#/projects/${projectId}/tables/${made?.id}`);
  await page.getByText('No rows').first().waitFor();
});

test.each(['time', 'LSN'])('a branch can start at a %s of its parent’s history', async (kind) => {
  const { open, call } = get();
  await sql(main.id, `create table kept_${kind} ()`);
  const [point] = (await sql(main.id, 'select pg_current_wal_flush_lsn()::text as lsn')) as { lsn: string }[];
  // The field of a time has whole seconds, without zeros, in the time zone of the browser.
  await new Promise((resolve) => setTimeout(resolve, 1100));
  const local = new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString();
  const seconds = local.slice(0, 19).replace(/:00$/, '');
  await new Promise((resolve) => setTimeout(resolve, 1100));
  await sql(main.id, `drop table kept_${kind}`);
  const page = await open(`#/projects/${projectId}/branches/${main.id}`);
  await page.getByRole('button', { name: 'New branch' }).click();
  await page.getByLabel('Name').fill(`at-${kind}`);
  await page.getByRole('radio', { name: kind, exact: false }).check();
  await page
    .getByLabel(kind === 'LSN' ? 'LSN' : 'Time', { exact: true })
    .last()
    .fill(kind === 'LSN' ? (point?.lsn ?? '') : seconds);
  await page.getByRole('button', { name: 'Create branch' }).click();
  await page.getByRole('heading', { name: `at-${kind}` }).waitFor();
  const { branches } = await call<{ branches: Branch[] }>('GET', `/projects/${projectId}/branches`);
  const made = branches.find(({ name }) => name === `at-${kind}`);
  expect(await sql(made?.id ?? '', `select to_regclass('kept_${kind.toLowerCase()}')::text as name`)).toEqual([
    { name: `kept_${kind.toLowerCase()}` },
  ]);
});

test('a branch is restored to an LSN', async () => {
  const page = await get().open(`#/projects/${projectId}/branches/${dev.id}`);
  const [point] = (await sql(dev.id, 'select pg_current_wal_flush_lsn()::text as lsn')) as { lsn: string }[];
  const before = await countBooks(dev.id);
  await sql(dev.id, 'delete from books');
  await page.getByRole('button', { name: 'Restore' }).click();
  await page.getByRole('radio', { name: 'An LSN' }).check();
  await page
    .getByLabel('LSN', { exact: true })
    .last()
    .fill(point?.lsn ?? '');
  await page.getByRole('button', { name: 'Restore branch' }).click();
  await page.getByText(/dev is restored\./).waitFor();
  expect(await countBooks(dev.id)).toEqual(before);
});
