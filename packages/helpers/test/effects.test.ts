import { parseEnv } from 'node:util';
import type { NeonCaller } from '@neon-api/client';
import { listProjectBranches } from '@neon-api/client/operations';
import { Client } from 'pg';
import { describe, expect, test } from 'vitest';
import {
  applyCleanup,
  connectionUris,
  ensureBranch,
  ensureDatabase,
  ensureEndpoint,
  ensureRole,
  findDatabase,
  findRole,
  forEachProject,
  planCleanup,
  provisionProject,
  restoreBranch,
  restoreFromSnapshot,
  suspendCompute,
  takeSnapshot,
  toEnv,
  waitUntilConnectable,
} from '../src/index.ts';
import { query } from './emulated-neon.ts';
import { useProject } from './use-neon.ts';

// Checks with SQL what the helpers have done.
let neon: NeonCaller;
let projectId: string;
let branchId: string;
let uri: string;

// All tests share a project, because creating it is slow. Each test leaves its default branch with one row.
useProject({}, async (inUse) => {
  ({ neon, uri } = inUse);
  ({ projectId, branchId } = inUse.place);
  await query(uri, 'create table t as select 1 as n');
});

const rowsAt = async (at: string): Promise<number[]> =>
  (await query<{ n: number }>(at, 'select n from t order by n')).map(({ n }) => n);

describe('roles and databases', () => {
  test('can be used after ensure, and have the right owner', async () => {
    await ensureRole(neon, { projectId, name: 'app' });
    await ensureDatabase(neon, { projectId, name: 'orders', ownerName: 'neondb_owner' });
    await ensureDatabase(neon, { projectId, name: 'orders', ownerName: 'app', onDrift: 'update' });
    const { direct } = await connectionUris(neon, { projectId, databaseName: 'orders' });
    const [row] = await query(
      direct,
      `select current_user::text as role, current_database()::text as name, pg_get_userbyid(datdba)::text as owner
       from pg_database where datname = current_database()`,
    );
    expect(row).toEqual({ role: 'app', name: 'orders', owner: 'app' });
  });

  test('created by SQL are found', async () => {
    await query(uri, "create role reporter login password 'not-a-secret-1'");
    await query(uri, 'create database reports owner neondb_owner');
    expect((await findRole(neon, { projectId, name: 'reporter' }))?.name).toBe('reporter');
    expect((await findDatabase(neon, { projectId, name: 'reports' }))?.owner_name).toBe('neondb_owner');
  });
});

describe('computes', () => {
  test('accept connections after ensure', async () => {
    const { value: bare } = await ensureBranch(neon, { projectId, name: 'bare', compute: false });
    await ensureEndpoint(neon, { projectId, branchId: bare.id });
    const env = parseEnv(toEnv(await connectionUris(neon, { projectId, branchId: bare.id, databaseName: 'neondb' })));
    for (const name of ['DATABASE_URL', 'DATABASE_URL_UNPOOLED']) expect(await rowsAt(env[name] ?? '')).toEqual([1]);
  });

  test('drop connections when suspended, and accept new ones', async () => {
    const session = new Client({ connectionString: uri });
    await session.connect();
    const dropped = new Promise<Error>((resolve) => session.on('error', resolve));
    await suspendCompute(neon, { projectId, branchId });
    expect(await dropped).toBeInstanceOf(Error);
    await waitUntilConnectable(neon, { probe: () => query(uri, 'select 1') });
    expect(await rowsAt(uri)).toEqual([1]);
  });
});

test('restoreBranch restores a log position', async () => {
  const [at] = await query<{ lsn: string }>(uri, 'select pg_current_wal_lsn()::text as lsn');
  await query(uri, 'insert into t values (2)');
  await restoreBranch(neon, { projectId, branchId, lsn: at?.lsn ?? '', backup: 'with-two' });
  expect(await rowsAt(uri)).toEqual([1]);
});

test('a cleanup stops the computes of deleted branches, and changes no other branch', async () => {
  const { value: old } = await ensureBranch(neon, { projectId, name: 'preview/1' });
  const { value: open } = await ensureBranch(neon, { projectId, name: 'preview/2' });
  const [gone, kept] = [
    await connectionUris(neon, { projectId, branchId: old.id, databaseName: 'neondb' }),
    await connectionUris(neon, { projectId, branchId: open.id, databaseName: 'neondb' }),
  ];
  await query(kept.direct, 'insert into t values (2)');
  const { branches } = await listProjectBranches(neon, { project_id: projectId });
  const plan = planCleanup({ projectId, branches, nowMs: Date.now() }, { prefix: 'preview/', openKeys: [2] });
  await applyCleanup(neon, plan);
  await expect(rowsAt(gone.direct)).rejects.toThrow();
  expect(await rowsAt(kept.direct)).toEqual([1, 2]);
  expect(await rowsAt(uri)).toEqual([1]);
});

test('forEachProject can query the database of each project', async () => {
  const { project: other, uris } = await provisionProject(neon);
  const { failed } = await forEachProject(neon, { projectIds: [projectId, other.id] }, async (unit, { neon: one }) => {
    const { direct } = await connectionUris(one, { projectId: unit.projectId, databaseName: 'neondb' });
    await query(direct, 'create table migrated as select 2 as n');
  });
  expect(failed).toEqual([]);
  for (const each of [uri, uris.direct]) expect(await query(each, 'select n from migrated')).toEqual([{ n: 2 }]);
});

test('a finalized restore from a snapshot takes over the connections', async () => {
  const { project, branch, uris } = await provisionProject(neon);
  await query(uris.direct, 'create table t as select 1 as n');
  const place = { projectId: project.id, branchId: branch.id };
  const { value: snapshot } = await takeSnapshot(neon, { ...place, name: 'one-row' });
  await query(uris.direct, 'insert into t values (2)');
  const wanted = { projectId: project.id, snapshotId: snapshot.id, name: 'restored', finalize: true };
  const { value } = await restoreFromSnapshot(neon, wanted);
  expect(await rowsAt(uris.direct)).toEqual([1]);
  expect(value.id).not.toBe(branch.id);
});
