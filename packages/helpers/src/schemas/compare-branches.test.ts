import type { NeonCaller } from '@neon-api/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EmulatedNeon, query, startEmulatedNeon } from '../../test/emulated-neon.ts';
import { ensureBranch } from '../branches/index.ts';
import { connectionUris } from '../connections/index.ts';
import { provisionProject } from '../projects/index.ts';
import { compareBranches } from './index.ts';

let emulated: EmulatedNeon;
let neon: NeonCaller;
let projectId: string;
let mainId: string;
let branchId: string;
/** Before the migration. */
let baseTimestamp: string;

beforeAll(async () => {
  emulated = await startEmulatedNeon();
  neon = emulated.neon;
  const { project, branch, uris } = await provisionProject(neon);
  [projectId, mainId] = [project.id, branch.id];
  await query(uris.direct, 'create table books (id integer primary key, title text not null)');
  branchId = (await ensureBranch(neon, { projectId, name: 'preview/42' })).value.id;
  expect(await compareBranches(neon, { projectId, branchId })).toMatchObject({ same: true, diff: '', changes: [] });
  await new Promise((resolve) => setTimeout(resolve, 20));
  baseTimestamp = new Date().toISOString();
  await new Promise((resolve) => setTimeout(resolve, 20));
  const { direct } = await connectionUris(neon, { projectId, branchId });
  await query(direct, 'alter table books add column pages integer, alter column title drop not null');
  await query(direct, 'create table loans (book integer references books)');
});
afterAll(() => emulated?.stop());

test('shows what a migration on a branch changed, as SQL and by table', async () => {
  const { same, diff, changes, summary } = await compareBranches(neon, { projectId, branchId });
  expect(same).toBe(false);
  expect(diff).toContain('\n+    pages integer');
  expect(changes).toEqual([
    {
      ...{ change: 'changed', kind: 'column', table: 'public.books', name: 'title' },
      ...{ before: 'text not null', after: 'text' },
    },
    { change: 'added', kind: 'column', table: 'public.books', name: 'pages', after: 'integer' },
    { change: 'added', kind: 'table', table: 'public.loans' },
  ]);
  expect(summary.split('\n')).toHaveLength(3);
});

test('compares in the other direction, and with an earlier time', async () => {
  const reversed = await compareBranches(neon, { projectId, branchId: mainId, baseBranchId: branchId });
  expect(reversed.changes.map(({ change, table }) => [change, table]).at(-1)).toEqual(['removed', 'public.loans']);
  const since = await compareBranches(neon, { projectId, branchId, baseBranchId: branchId, baseTimestamp });
  expect(since.changes).toHaveLength(3);
});

test('refuses ambiguous options', async () => {
  await expect(compareBranches(neon, { projectId, branchId: mainId })).rejects.toThrow(/no parent\. Pass baseBranchId/);
  const both = { projectId, branchId, baseTimestamp, baseLsn: '0/1' };
  await expect(compareBranches(neon, both)).rejects.toThrow(/not both/);
  const elsewhere = compareBranches(neon, { projectId, branchId, databaseName: 'shop' });
  await expect(elsewhere).rejects.toThrow(/no database "shop"\. It has: neondb/);
});
