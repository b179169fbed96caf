import { isNeonError, type NeonCaller, waitForOperations } from '@neon-api/client';
import { createProjectBranchDatabase, getProject, listProjectBranches } from '@neon-api/client/operations';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  connectionUris,
  ensureBranch,
  ensureEndpoint,
  findProject,
  provisionProject,
  withProject,
} from '../src/index.ts';
import { type EmulatedNeon, query, startEmulatedNeon } from './emulated-neon.ts';

let emulated: EmulatedNeon;
let neon: NeonCaller;

beforeAll(async () => {
  emulated = await startEmulatedNeon();
  neon = emulated.neon;
}, 60_000);
afterAll(() => emulated?.stop());

describe('provisionProject', () => {
  test('creates a project that answers SQL at once, directly and pooled', async () => {
    const { project, branch, uris, operations } = await provisionProject(neon, { name: 'shop' });
    expect((await getProject(neon, { project_id: project.id })).project.name).toBe('shop');
    expect(branch.default).toBe(true);
    expect(operations.map(({ status }) => status)).toEqual(['finished', 'finished']);
    expect(uris.pooled).toContain('-pooler');
    for (const uri of [uris.direct, uris.pooled]) {
      expect(await query(uri, 'select current_database() as name')).toEqual([{ name: 'neondb' }]);
    }
  });

  test('uses the given names of branch, database and role', async () => {
    const { branch, uris } = await provisionProject(neon, {
      branchName: 'prod',
      databaseName: 'app',
      roleName: 'alice',
    });
    expect(branch.name).toBe('prod');
    expect(await query(uris.direct, 'select current_user::text as role, current_database()::text as name')).toEqual([
      { role: 'alice', name: 'app' },
    ]);
  });

  test('reports the operations it waits for', async () => {
    const totals: number[] = [];
    await provisionProject(neon, { onProgress: ({ total }) => totals.push(total) });
    expect(totals.at(-1)).toBe(2);
  });

  test("throws Neon's refusals", async () => {
    const refused = provisionProject(neon, { regionId: 'moon-north-1' });
    await expect(refused).rejects.toSatisfy(
      (error) => isNeonError(error) && error.name === 'NeonApiError' && error.status >= 400,
    );
  });
});

describe('withProject', () => {
  test('passes a new project to the callback, and always deletes it', async () => {
    const made: string[] = [];
    const rows = await withProject(neon, {}, ({ project, uris }) => {
      made.push(project.id);
      return query(uris.direct, 'select 1 as n');
    });
    expect(rows).toEqual([{ n: 1 }]);
    const error = new Error('the test failed');
    const failing = withProject(neon, {}, ({ project }) => {
      made.push(project.id);
      throw error;
    });
    await expect(failing).rejects.toBe(error);
    expect(made).toHaveLength(2);
    for (const id of made) expect(await findProject(neon, { id })).toBeUndefined();
  });
});

describe('ensureBranch', () => {
  test('creates the branch once, with the rows of its parent, and changes stay separate', async () => {
    const { project, uris } = await provisionProject(neon);
    await query(uris.direct, 'create table t as select 1 as n');
    const first = await ensureBranch(neon, { projectId: project.id, name: 'preview' });
    const second = await ensureBranch(neon, { projectId: project.id, name: 'preview' });
    expect([first.created, second.created]).toEqual([true, false]);
    expect(second.value.id).toBe(first.value.id);
    const branch = await connectionUris(neon, { projectId: project.id, branchId: first.value.id });
    await query(branch.direct, 'insert into t values (2)');
    expect(await query(branch.direct, 'select n from t order by n')).toEqual([{ n: 1 }, { n: 2 }]);
    expect(await query(uris.direct, 'select n from t order by n')).toEqual([{ n: 1 }]);
  });

  test('ignores names that only contain the given name', async () => {
    const { project } = await provisionProject(neon);
    const longer = await ensureBranch(neon, { projectId: project.id, name: 'preview-10', compute: false });
    const exact = await ensureBranch(neon, { projectId: project.id, name: 'preview-1', compute: false });
    expect(exact.created).toBe(true);
    expect(exact.value.id).not.toBe(longer.value.id);
  });

  test('returns a branch that another caller created in the meantime', async () => {
    const { project } = await provisionProject(neon);
    const projectId = project.id;
    let raced = false;
    const racing: NeonCaller = {
      ...neon,
      call: async (operation, params, options) => {
        if (operation.id === 'createProjectBranch' && !raced) {
          raced = true;
          await ensureBranch(neon, { projectId, name: 'contested', compute: false });
        }
        return neon.call(operation, params, options);
      },
    };
    const ensured = await ensureBranch(racing, { projectId, name: 'contested', compute: false });
    expect(ensured.created).toBe(false);
    const { branches } = await listProjectBranches(neon, { project_id: projectId, search: 'contested' });
    expect(branches.map(({ id }) => id)).toEqual([ensured.value.id]);
  });
});

describe('connectionUris', () => {
  test('says how to add a compute to a branch that has none', async () => {
    const { project } = await provisionProject(neon);
    const projectId = project.id;
    const { value } = await ensureBranch(neon, { projectId, name: 'bare', compute: false });
    const place = { projectId, branchId: value.id };
    await expect(connectionUris(neon, place)).rejects.toThrow(
      `Branch ${value.id} has no compute, so it accepts no connections. Add one: ensureEndpoint(neon, { projectId, branchId }).`,
    );
    await ensureEndpoint(neon, place);
    expect((await connectionUris(neon, place)).direct).toContain('postgresql://');
  });

  test("throws Neon's error if a role does not exist", async () => {
    const { project } = await provisionProject(neon);
    await expect(connectionUris(neon, { projectId: project.id, roleName: 'nobody' })).rejects.toThrow(
      /404 role not found/,
    );
  });

  test('uses the default branch and the only database', async () => {
    const { project, uris } = await provisionProject(neon);
    expect(await connectionUris(neon, { projectId: project.id })).toEqual(uris);
  });

  test('refuses to choose one of several databases, and lists them', async () => {
    const { project, branch } = await provisionProject(neon);
    const place = { project_id: project.id, branch_id: branch.id };
    const body = { database: { name: 'reports', owner_name: 'neondb_owner' } };
    await waitForOperations(neon, await createProjectBranchDatabase(neon, { ...place, body }));
    await expect(connectionUris(neon, { projectId: project.id })).rejects.toThrow(/neondb, reports|reports, neondb/);
    const { direct } = await connectionUris(neon, { projectId: project.id, databaseName: 'reports' });
    expect(await query(direct, 'select current_database() as name')).toEqual([{ name: 'reports' }]);
    await expect(connectionUris(neon, { projectId: project.id, databaseName: 'report' })).rejects.toThrow(
      /no database "report"/,
    );
  });
});
