import type { NeonCaller } from '@neon-api/client';
import { listProjectEndpoints } from '@neon-api/client/operations';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  connectionUris,
  ensureBranch,
  ensurePreviewBranch,
  listPreviewBranches,
  openEphemeralBranch,
  promoteBranch,
  provisionProject,
  removePreviewBranch,
  resetBranch,
  restoreBranch,
  undoRestore,
  withEphemeralBranch,
} from '../src/index.ts';
import { namesOfBranches } from './count.ts';
import { query } from './emulated-neon.ts';
import { useNeon } from './use-neon.ts';

let neon: NeonCaller;
let projectId: string;
let mainId: string;
let mainUri: string;

useNeon({}, (emulated) => {
  neon = emulated.neon;
});

beforeEach(async () => {
  const { project, branch, uris } = await provisionProject(neon);
  projectId = project.id;
  mainId = branch.id;
  mainUri = uris.direct;
  await query(mainUri, 'create table t (n integer)');
  await query(mainUri, 'insert into t values (1)');
});

const rowsAt = async (uri: string): Promise<number[]> =>
  (await query<{ n: number }>(uri, 'select n from t order by n')).map(({ n }) => n);
const rowsOf = async (branchId: string): Promise<number[]> =>
  rowsAt((await connectionUris(neon, { projectId, branchId })).direct);
const branchNames = (): Promise<string[]> => namesOfBranches(neon, projectId);

describe('preview branches', () => {
  test('are created with an expiry, kept by a second call, reset on request, and removed once', async () => {
    const first = await ensurePreviewBranch(neon, { projectId, key: 42, expiresInMs: 3_600_000 });
    expect(first).toMatchObject({ created: true, reset: false });
    const lifetimeMs = Date.parse(first.branch.expires_at ?? '') - Date.parse(first.branch.created_at);
    expect(Math.round(lifetimeMs / 60_000)).toBe(60);
    await query(first.uris.direct, 'insert into t values (2)');

    const second = await ensurePreviewBranch(neon, { projectId, key: 42, expiresInMs: 3_600_000 });
    expect(second).toMatchObject({ created: false, reset: false, uris: first.uris });
    expect(second.drift).toBeUndefined();
    expect(await rowsAt(second.uris.pooled)).toEqual([1, 2]);

    await query(mainUri, 'insert into t values (3)');
    const third = await ensurePreviewBranch(neon, { projectId, key: 42, reset: true });
    expect(third).toMatchObject({ created: false, reset: true });
    expect(third.branch.id).toBe(first.branch.id);
    expect(await rowsAt(third.uris.direct)).toEqual([1, 3]);
    expect(third.markdown).toContain('reset');

    expect((await listPreviewBranches(neon, { projectId })).map(({ key }) => key)).toEqual(['42']);
    expect(await removePreviewBranch(neon, { projectId, key: 42 })).toEqual({
      removed: true,
      branchId: first.branch.id,
    });
    expect(await removePreviewBranch(neon, { projectId, key: 42 })).toEqual({ removed: false });
    expect(await branchNames()).toEqual(['main']);
  });
});

describe('withEphemeralBranch', () => {
  const names = async (): Promise<number> => (await branchNames()).length;

  test('passes a new branch to the callback, and deletes it afterwards', async () => {
    const rows = await withEphemeralBranch(neon, { projectId }, async ({ branch, uris }) => {
      expect(branch.expires_at).toBeDefined();
      await query(uris.direct, 'insert into t values (2)');
      return rowsAt(uris.pooled);
    });
    expect(rows).toEqual([1, 2]);
    expect(await rowsAt(mainUri)).toEqual([1]);
    expect(await names()).toBe(1);
  });

  test('openEphemeralBranch deletes the branch at the end of the scope', async () => {
    {
      await using db = await openEphemeralBranch(neon, { projectId });
      expect(await rowsAt(db.uris.direct)).toEqual([1]);
      expect(await names()).toBe(2);
    }
    expect(await names()).toBe(1);
  });
});

describe('resetBranch, restoreBranch and undoRestore', () => {
  test('resetBranch resets to the parent, and refuses a root', async () => {
    const { value: branch } = await ensureBranch(neon, { projectId, name: 'dev' });
    const { direct } = await connectionUris(neon, { projectId, branchId: branch.id });
    await query(direct, 'drop table t');
    const { operations } = await resetBranch(neon, { projectId, branchId: branch.id });
    expect(operations.length).toBeGreaterThan(0);
    expect(await rowsAt(direct)).toEqual([1]);
    await expect(resetBranch(neon, { projectId, branchId: mainId })).rejects.toThrow(/no parent/);
  });

  test('restoreBranch restores an earlier state with a backup, and undoRestore restores the backup', async () => {
    const { value: child } = await ensureBranch(neon, { projectId, name: 'child', compute: false });
    await new Promise((resolve) => setTimeout(resolve, 20));
    const timestamp = new Date().toISOString();
    await new Promise((resolve) => setTimeout(resolve, 20));
    await query(mainUri, 'delete from t');
    await query(mainUri, 'insert into t values (9)');

    const restored = await restoreBranch(neon, { projectId, branchId: mainId, timestamp });
    expect(await rowsAt(mainUri)).toEqual([1]);
    const backup = restored.backup;
    expect(backup?.name).toMatch(/^main_before_restore_/);
    expect(restored.parentage).toHaveLength(3);
    expect(restored.parentage).toEqual(
      expect.arrayContaining([
        { branchId: mainId, name: 'main', after: backup?.id },
        { branchId: backup?.id, name: backup?.name },
        { branchId: child.id, name: 'child', before: mainId, after: backup?.id },
      ]),
    );

    const undone = await undoRestore(neon, { projectId, branchId: mainId });
    expect(await rowsAt(mainUri)).toEqual([9]);
    expect(undone.backup?.id).not.toBe(backup?.id);
  });

  test('restoreBranch restores from another branch without a backup if backup is false', async () => {
    const { value: source } = await ensureBranch(neon, { projectId, name: 'source' });
    const { value: target } = await ensureBranch(neon, { projectId, name: 'target' });
    const uri = (await connectionUris(neon, { projectId, branchId: source.id })).direct;
    await query(uri, 'insert into t values (5)');
    const options = { projectId, branchId: target.id, sourceBranchId: source.id, backup: false } as const;
    const { backup, parentage } = await restoreBranch(neon, options);
    expect(backup).toBeUndefined();
    expect(parentage).toEqual([{ branchId: target.id, name: 'target', before: mainId, after: source.id }]);
    expect(await rowsOf(target.id)).toEqual([1, 5]);
    expect(await branchNames()).toEqual(['main', 'source', 'target']);
  });
});

describe('promoteBranch', () => {
  test('moves connections and the default to the branch, and skips finished steps', async () => {
    const { value: next } = await ensureBranch(neon, {
      projectId,
      name: 'next',
      expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
    });
    const { direct } = await connectionUris(neon, { projectId, branchId: next.id });
    await query(direct, 'insert into t values (2)');
    const asked = { projectId, branchId: next.id, protect: true } as const;
    await expect(promoteBranch(neon, { ...asked, endpoint: 'move' })).rejects.toThrow(/endpoint: 'replace'/);

    const { branch, steps } = await promoteBranch(neon, { ...asked, endpoint: 'replace' });
    expect(steps).toEqual(['keep_forever', 'delete_endpoint', 'move_endpoint', 'set_default', 'protect']);
    expect(branch).toMatchObject({ id: next.id, default: true, protected: true });
    expect(branch.expires_at).toBeUndefined();
    expect(await rowsAt(mainUri)).toEqual([1, 2]);
    const { endpoints } = await listProjectEndpoints(neon, { project_id: projectId });
    expect(endpoints.map(({ branch_id }) => branch_id)).toEqual([next.id]);
    expect((await promoteBranch(neon, { ...asked, endpoint: 'replace' })).steps).toEqual([]);
  });
});
