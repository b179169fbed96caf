import { type NeonCaller, waitForOperations } from '@neon-api/client';
import { createProject, createProjectBranch, createProjectEndpoint } from '@neon-api/client/operations';
import type { ProjectListItem } from '@neon-api/types';
import { describe, expect, test } from 'vitest';
import {
  ensureBranch,
  ensureDatabase,
  ensureEndpoint,
  ensureProject,
  ensureRole,
  findBranch,
  findDatabase,
  findEndpoint,
  findProject,
  findRole,
  provisionProject,
} from '../src/index.ts';
import { projectsNamed } from './count.ts';
import type { EmulatedNeon } from './emulated-neon.ts';
import { useProject } from './use-neon.ts';

let emulated: EmulatedNeon;
let neon: NeonCaller;
let projectId: string;
let branchId: string;

useProject({ http: 'off', name: 'host' }, (inUse) => {
  ({ emulated, neon } = inUse);
  ({ projectId, branchId } = inUse.place);
});

describe('finding', () => {
  test('finds by id and by exact name, and returns undefined if there is no match', async () => {
    const database = await findDatabase(neon, { projectId, name: 'neondb' });
    const finders = [
      [findProject(neon, { id: projectId }), findProject(neon, { name: 'host' }), findProject(neon, { name: 'hos' })],
      [
        findBranch(neon, { projectId, id: branchId }),
        findBranch(neon, { projectId, name: 'main' }),
        findBranch(neon, { projectId, id: 'br-none' }),
      ],
      [
        findDatabase(neon, { projectId, id: database?.id ?? 0 }),
        findDatabase(neon, { projectId, branchId, name: 'neondb' }),
        findDatabase(neon, { projectId, name: 'NEONDB' }),
      ],
    ];
    for (const finder of finders) {
      const [byId, byName, none] = await Promise.all(finder);
      expect(byId?.id).toBeDefined();
      expect(byName?.id).toBe(byId?.id);
      expect(none).toBeUndefined();
    }
    expect((await findRole(neon, { projectId, name: 'neondb_owner' }))?.name).toBe('neondb_owner');
    expect(await findRole(neon, { projectId, name: 'neondb' })).toBeUndefined();
  });

  test('lists both ids if two share a name', async () => {
    const ids = await Promise.all(
      [1, 2].map(async () => (await createProject(neon, { body: { project: { name: 'twin' } } })).project.id),
    );
    const error = await findProject(neon, { name: 'twin' }).catch((thrown: Error) => thrown.message);
    for (const id of ids) expect(error).toContain(id);

    const { value: branch } = await ensureBranch(neon, { projectId, name: 'readers', compute: false });
    for (const type of ['read_only', 'read_only'] as const) {
      const body = { endpoint: { branch_id: branch.id, type, name: 'replica' } };
      await waitForOperations(neon, await createProjectEndpoint(neon, { project_id: projectId, body }));
    }
    await expect(findEndpoint(neon, { projectId, name: 'replica' })).rejects.toThrow(
      /2 endpoints named "replica".*ep-.*ep-/,
    );
  });

  test('needs either id or name, and refuses unknown options', async () => {
    const given = [{ projectId }, { projectId, id: 'br-a', name: 'a' }] as unknown as {
      projectId: string;
      id: string;
    }[];
    for (const options of given) await expect(findBranch(neon, options)).rejects.toThrow(/pass id or name/);
    const misspelt = { projectID: projectId, id: branchId } as unknown as { projectId: string; id: string };
    await expect(findBranch(neon, misspelt)).rejects.toThrow(/did you mean projectId/);
  });

  test('searches only the given organization', async () => {
    const { project } = await provisionProject(neon, { name: 'of-an-org' });
    const orgId = project.org_id ?? '';
    expect((await findProject(neon, { name: 'of-an-org', orgId }))?.id).toBe(project.id);
    expect(await findProject(neon, { id: project.id, orgId: 'org-other-12345678' })).toBeUndefined();
  });

  test('finds one among 10,000 similar names with one request per largest page', async () => {
    const named = (name: string, index: number): Partial<ProjectListItem> => ({ id: `p-${index}`, name });
    const all = Array.from({ length: 10_000 }, (_, index) => named(index === 7777 ? 'shop' : `shop-${index}`, index));
    const asked: URL[] = [];
    const listing = emulated.connect({
      rateLimit: false,
      fetch: async (input) => {
        const url = new URL(String(input));
        asked.push(url);
        const limit = Number(url.searchParams.get('limit') ?? 10);
        const from = Number(url.searchParams.get('cursor') ?? 0);
        const cursor = from + limit < all.length ? String(from + limit) : undefined;
        return Response.json({ projects: all.slice(from, from + limit), pagination: { cursor } });
      },
    });
    expect((await findProject(listing, { name: 'shop' }))?.id).toBe('p-7777');
    expect(asked).toHaveLength(25);
    expect(new Set(asked.map((url) => url.searchParams.get('search')))).toEqual(new Set(['shop']));
  });

  test('does not count a project as missing that Neon could not read', async () => {
    const body = { projects: [], pagination: {}, unavailable_project_ids: ['lost-one-12345678'] };
    const partial = emulated.connect({ fetch: async () => Response.json(body) });
    await expect(findProject(partial, { name: 'shop' })).rejects.toThrow(/lost-one-12345678/);
    await expect(ensureProject(partial, { name: 'shop' })).rejects.toThrow(/lost-one-12345678/);
  });
});

describe('a resource with other properties', () => {
  test('is reported, refused, or updated', async () => {
    const place = { projectId, name: 'drifting', compute: false } as const;
    await ensureBranch(neon, place);
    const drift = [{ field: 'protected', asked: true, actual: false }];
    const asked = { ...place, protected: true } as const;
    expect((await ensureBranch(neon, asked)).drift).toEqual(drift);
    await expect(ensureBranch(neon, { ...asked, onDrift: 'error' })).rejects.toThrow(
      /protected is false instead of true/,
    );
    const updated = await ensureBranch(neon, { ...asked, onDrift: 'update' });
    expect(updated).toMatchObject({ created: false, updated: drift });
    expect(updated.value.protected).toBe(true);
    expect((await ensureBranch(neon, asked)).drift).toBeUndefined();
    await ensureBranch(neon, { ...asked, protected: false, onDrift: 'update' });
  });

  test('is not changed at all if one property cannot be changed', async () => {
    const place = { projectId, name: 'rooted', compute: false } as const;
    const { value } = await ensureBranch(neon, place);
    const asked = { ...place, parentId: 'br-other', protected: true, onDrift: 'update' } as const;
    await expect(ensureBranch(neon, asked)).rejects.toThrow(/parentId is "br-.*cannot be changed/);
    expect((await findBranch(neon, { projectId, id: value.id }))?.protected).toBe(false);
  });

  test('gets a missing compute, and its size', async () => {
    const place = { projectId, name: 'sized' } as const;
    const { value } = await ensureBranch(neon, { ...place, compute: false });
    const compute = { minCu: 0.5, maxCu: 2, suspendTimeoutSeconds: 600 };
    expect((await ensureBranch(neon, { ...place, compute })).drift?.[0]?.field).toBe('compute');
    await ensureBranch(neon, { ...place, compute, onDrift: 'update' });
    const {
      value: endpoint,
      created,
      drift,
    } = await ensureEndpoint(neon, { projectId, branchId: value.id, ...compute });
    expect(created).toBe(false);
    expect(drift).toBeUndefined();
    expect(endpoint).toMatchObject({ autoscaling_limit_min_cu: 0.5, autoscaling_limit_max_cu: 2 });
    const bigger = await ensureEndpoint(neon, { projectId, branchId: value.id, maxCu: 3, onDrift: 'update' });
    expect(bigger.value.autoscaling_limit_max_cu).toBe(3);
    expect((await ensureBranch(neon, { ...place, compute: { maxCu: 3 } })).drift).toBeUndefined();
  });

  test('gets a new owner if it is a database', async () => {
    await ensureRole(neon, { projectId, branchId, name: 'app' });
    const place = { projectId, branchId, name: 'shop' };
    await ensureDatabase(neon, { ...place, ownerName: 'neondb_owner' });
    const { updated, value } = await ensureDatabase(neon, { ...place, ownerName: 'app', onDrift: 'update' });
    expect(updated).toEqual([{ field: 'ownerName', asked: 'app', actual: 'neondb_owner' }]);
    expect(value.owner_name).toBe('app');
  });

  test('gets a new retention if it is a project, and keeps its region', async () => {
    const { value } = await ensureProject(neon, { name: 'retaining', historyRetentionSeconds: 86_400 });
    const changed = await ensureProject(neon, { name: 'retaining', historyRetentionSeconds: 3600, onDrift: 'update' });
    expect(changed.value).toMatchObject({ id: value.id, history_retention_seconds: 3600 });
    const moved = { name: 'retaining', regionId: 'aws-eu-central-1', onDrift: 'update' } as const;
    await expect(ensureProject(neon, moved)).rejects.toThrow(/regionId/);
  });
});

describe('a later ensure', () => {
  test('waits until a new resource is ready', async () => {
    const { project } = await provisionProject(neon);
    const body = { branch: { name: 'slow' }, endpoints: [{ type: 'read_write' as const }] };
    const { branch } = await createProjectBranch(neon, { project_id: project.id, body });
    const ensured = await ensureBranch(neon, { projectId: project.id, name: 'slow' });
    expect(ensured).toMatchObject({ created: false, value: { id: branch.id, current_state: 'ready' } });
  });

  test('keeps the oldest of several new projects, and throws for older ones with the same name', async () => {
    const ensured = await Promise.all([1, 2, 3].map(() => ensureProject(emulated.connect(), { name: 'contested' })));
    expect(ensured.filter(({ created }) => created)).toHaveLength(1);
    expect(await projectsNamed(neon, 'contested')).toEqual([ensured[0]?.value.id]);
  });

  test('refuses a read-only endpoint without a name', async () => {
    await expect(ensureEndpoint(neon, { projectId, type: 'read_only' })).rejects.toThrow(/Pass name/);
    const place = { projectId, branchId, type: 'read_only', name: 'reports' } as const;
    const [first, second] = [await ensureEndpoint(neon, place), await ensureEndpoint(neon, place)];
    expect([first.created, second.created]).toEqual([true, false]);
    expect((await findEndpoint(neon, { projectId, branchId, name: 'reports' }))?.id).toBe(first.value.id);
  });
});
