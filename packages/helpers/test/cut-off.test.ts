import type { NeonCaller } from '@neon-api/client';
import { listProjectBranchDatabases, listProjectBranchRoles } from '@neon-api/client/operations';
import { describe, expect, test } from 'vitest';
import {
  ensureBranch,
  ensureDatabase,
  ensureEndpoint,
  ensurePreviewBranch,
  ensureProject,
  ensureRole,
  provisionProject,
} from '../src/index.ts';
import { branchesNamed, endpointsOf, projectsNamed } from './count.ts';
import { CUT_MODES, cutFetch } from './cut-fetch.ts';
import type { EmulatedNeon } from './emulated-neon.ts';
import { useProject } from './use-neon.ts';
import { hastyClock } from './virtual-clock.ts';

let emulated: EmulatedNeon;
let neon: NeonCaller;
let projectId: string;
let branchId: string;
let previewsId: string;

useProject({ http: 'off', name: 'host' }, async (inUse) => {
  ({ emulated, neon } = inUse);
  ({ projectId, branchId } = inUse.place);
  previewsId = (await provisionProject(neon, { name: 'previews' })).project.id;
});

interface Workflow {
  /** Creates what the workflow needs. */
  prepare?(key: string): Promise<string>;
  /** Returns the id of the ensured resource. */
  run(neon: NeonCaller, key: string, prepared: string): Promise<string | number>;
  /** The ids of everything that exists for that key. */
  count(key: string, prepared: string): Promise<(string | number)[]>;
}

const WORKFLOWS: Record<string, Workflow> = {
  ensureProject: {
    run: async (client, name) => (await ensureProject(client, { name })).value.id,
    count: (name) => projectsNamed(neon, name),
  },
  ensureBranch: {
    run: async (client, name) => (await ensureBranch(client, { projectId, name })).value.id,
    count: (name) => branchesNamed(neon, projectId, name),
  },
  ensureRole: {
    run: async (client, name) => (await ensureRole(client, { projectId, branchId, name })).value.name,
    async count(name) {
      const { roles } = await listProjectBranchRoles(neon, { project_id: projectId, branch_id: branchId });
      return roles.filter((role) => role.name === name).map((role) => role.name);
    },
  },
  ensureDatabase: {
    run: async (client, name) =>
      (await ensureDatabase(client, { projectId, branchId, name, ownerName: 'neondb_owner' })).value.id,
    async count(name) {
      const { databases } = await listProjectBranchDatabases(neon, { project_id: projectId, branch_id: branchId });
      return databases.filter((database) => database.name === name).map(({ id }) => id);
    },
  },
  ensureEndpoint: {
    prepare: async (name) => (await ensureBranch(neon, { projectId, name, compute: false })).value.id,
    run: async (client, _, id) => (await ensureEndpoint(client, { projectId, branchId: id })).value.id,
    count: (_, id) => endpointsOf(neon, projectId, id),
  },
  ensurePreviewBranch: {
    run: async (client, key) => (await ensurePreviewBranch(client, { projectId: previewsId, key })).branch.id,
    count: (key) => branchesNamed(neon, previewsId, `preview/${key}`),
  },
  'ensurePreviewBranch with reset': {
    prepare: async (key) => (await ensurePreviewBranch(neon, { projectId: previewsId, key })).branch.id,
    run: async (client, key) =>
      (await ensurePreviewBranch(client, { projectId: previewsId, key, reset: true })).branch.id,
    count: (key) => branchesNamed(neon, previewsId, `preview/${key}`),
  },
};

describe.each(Object.entries(WORKFLOWS))('%s', (title, { run, count, prepare }) => {
  const slug = title.toLowerCase().replaceAll(/[^a-z]/g, '_');
  const begin = async (key: string): Promise<string> => (await prepare?.(key)) ?? '';

  test.each(CUT_MODES)('creates one when it %s, at each request, and is called again', async (mode) => {
    let cutAt = 1;
    for (; ; cutAt += 1) {
      const key = `${slug}_${mode.replace(' ', '_')}_${cutAt}`;
      const prepared = await begin(key);
      const { fetch, wasReached } = cutFetch(cutAt, mode, emulated.fetch);
      const cut = emulated.connect({ fetch, clock: hastyClock, ...(mode.startsWith('dies') && { retry: false }) });
      const first = await run(cut, key, prepared).catch(() => undefined);
      const second = await run(neon, key, prepared);
      expect(await count(key, prepared), `cut at request ${cutAt}`).toEqual([second]);
      // A project that does not appear is not created again, because project names are not unique.
      const mayFail = mode.startsWith('dies') || (mode === 'breaks before' && title === 'ensureProject');
      if (first !== undefined || !mayFail) expect(first, `cut at request ${cutAt}`).toBe(second);
      if (!wasReached()) break;
    }
    expect(cutAt).toBeGreaterThan(2);
  });

  test('creates one for ten concurrent callers, with one client or several', async () => {
    for (const clients of [Array.from({ length: 10 }, () => emulated.connect()), Array<NeonCaller>(10).fill(neon)]) {
      const key = `${slug}_ten_${new Set(clients).size}`;
      const prepared = await begin(key);
      const ids = await Promise.all(clients.map((client) => run(client, key, prepared)));
      expect(new Set(ids).size).toBe(1);
      expect(await count(key, prepared)).toEqual([ids[0]]);
    }
  });
});
