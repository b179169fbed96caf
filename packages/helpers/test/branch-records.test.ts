import type { NeonCaller } from '@neon-api/client';
import { getProjectBranch, listProjectEndpoints } from '@neon-api/client/operations';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  branchTree,
  ensureBranch,
  ensurePreviewBranch,
  openEphemeralBranch,
  promoteBranch,
  provisionProject,
  removePreviewBranch,
  restoreBranch,
  undoRestore,
  withEphemeralBranch,
} from '../src/index.ts';
import { namesOfBranches } from './count.ts';
import { cutFetch } from './cut-fetch.ts';
import type { EmulatedNeon } from './emulated-neon.ts';
import { useNeon } from './use-neon.ts';
import { hastyClock } from './virtual-clock.ts';

// Without Postgres, because these tests only check which branches exist.
let emulated: EmulatedNeon;
let neon: NeonCaller;
let projectId: string;
let mainId: string;

useNeon({ http: 'off' }, (started) => {
  emulated = started;
  neon = emulated.neon;
});

beforeEach(async () => {
  const { project, branch } = await provisionProject(neon);
  projectId = project.id;
  mainId = branch.id;
});

const branchNames = (): Promise<string[]> => namesOfBranches(neon, projectId);

describe('preview branches', () => {
  test('renews an expiry if less than half of the lifetime is left', async () => {
    const hour = 3_600_000;
    await ensurePreviewBranch(neon, { projectId, key: 1, expiresInMs: hour });
    const { branch } = await ensurePreviewBranch(neon, { projectId, key: 1, expiresInMs: 3 * hour });
    expect(Date.parse(branch.expires_at ?? '')).toBeGreaterThan(Date.parse(branch.created_at) + 2 * hour);
  });

  test('adds a compute if the branch has none', async () => {
    await ensureBranch(neon, { projectId, name: 'preview/3', compute: false });
    const { created, uris, drift } = await ensurePreviewBranch(neon, { projectId, key: 3 });
    expect(created).toBe(false);
    expect(uris.direct).toMatch(/^postgresql:/);
    expect(drift).toBeUndefined();
  });

  test('does not touch branches with other names', async () => {
    await ensureBranch(neon, { projectId, name: 'preview/421', compute: false });
    expect(await removePreviewBranch(neon, { projectId, key: 42 })).toEqual({ removed: false });
    const asMain = removePreviewBranch(neon, { projectId, prefix: 'ma', key: 'in' });
    await expect(asMain).rejects.toThrow(/default branch/);
    await expect(ensurePreviewBranch(neon, { projectId, prefix: 'ma', key: 'in' })).rejects.toThrow(/default branch/);
  });
});

describe('an ephemeral branch', () => {
  const names = async (): Promise<number> => (await branchNames()).length;

  test('is deleted if the callback fails, and the error is passed on', async () => {
    const error = new Error('the test failed');
    const failing = withEphemeralBranch(neon, { projectId }, () => Promise.reject(error));
    await expect(failing).rejects.toBe(error);
    expect(await names()).toBe(1);
  });

  test('is deleted on abort, even if the callback hangs', async () => {
    const controller = new AbortController();
    const reason = new Error('interrupted');
    const hanging = withEphemeralBranch(neon, { projectId, signal: controller.signal }, () => {
      controller.abort(reason);
      return new Promise<never>(() => undefined);
    });
    await expect(hanging).rejects.toBe(reason);
    expect(await names()).toBe(1);
  });

  test('is deleted if any response is lost', async () => {
    for (let cutAt = 1; ; cutAt += 1) {
      const { fetch, wasReached } = cutFetch(cutAt, 'breaks after', emulated.fetch);
      const cut = emulated.connect({ fetch, clock: hastyClock });
      expect(await withEphemeralBranch(cut, { projectId }, () => 'done')).toBe('done');
      expect(await names(), `cut at request ${cutAt}`).toBe(1);
      if (!wasReached()) break;
      expect(cutAt).toBeLessThan(30);
    }
  });

  test('is deleted if its URIs cannot be read', async () => {
    const opening = openEphemeralBranch(neon, { projectId, databaseName: 'nowhere' });
    await expect(opening).rejects.toThrow(/no database "nowhere"/);
    expect(await names()).toBe(1);
  });

  test('is named in the error, together with the failure, if it cannot be deleted', async () => {
    let isCut = false;
    const cut = emulated.connect({
      retry: false,
      fetch: async (input, init) => {
        if (isCut) throw new TypeError('fetch failed');
        return emulated.fetch(input, init);
      },
    });
    const failing = withEphemeralBranch(cut, { projectId }, () => {
      isCut = true;
      throw new Error('the test failed');
    });
    await expect(failing).rejects.toThrow(/the test failed In addition, branch "ephemeral\/\w+" could not be deleted/);
  });
});

describe('restoreBranch and undoRestore', () => {
  test('restore once if the response is lost', async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    const timestamp = new Date().toISOString();
    const { fetch } = cutFetch(2, 'breaks after', emulated.fetch);
    const cut = emulated.connect({ fetch, clock: hastyClock });
    const { backup } = await restoreBranch(cut, { projectId, branchId: mainId, timestamp, backup: 'kept' });
    expect(backup?.name).toBe('kept');
    expect(await branchNames()).toEqual(['kept', 'main']);
  });

  test('refuse ambiguous options before any request', async () => {
    const place = { projectId, branchId: mainId };
    await expect(restoreBranch(neon, place)).rejects.toThrow(/pass timestamp or lsn/);
    const timestamp = new Date().toISOString();
    await expect(restoreBranch(neon, { ...place, timestamp, lsn: '0/1' })).rejects.toThrow(/not both/);
    await expect(restoreBranch(neon, { ...place, timestamp, backup: false })).rejects.toThrow(/needs a backup/);
    await expect(restoreBranch(neon, { ...place, timestamp, backup: 'main' })).rejects.toThrow(/already named/);
    await expect(undoRestore(neon, place)).rejects.toThrow(/Pass backupId/);
  });
});

describe('promoteBranch', () => {
  test('completes after an interruption at any request', async () => {
    const endpointId = (await listProjectEndpoints(neon, { project_id: projectId })).endpoints[0]?.id;
    for (let cutAt = 1; ; cutAt += 1) {
      const { value: next } = await ensureBranch(neon, { projectId, name: `next-${cutAt}` });
      const { fetch, wasReached } = cutFetch(cutAt, 'dies after', emulated.fetch);
      const asked = { projectId, branchId: next.id, endpoint: 'replace' } as const;
      await promoteBranch(emulated.connect({ fetch, retry: false }), asked).catch(() => undefined);
      await promoteBranch(neon, asked);
      expect((await getProjectBranch(neon, { project_id: projectId, branch_id: next.id })).branch.default).toBe(true);
      const { endpoints } = await listProjectEndpoints(neon, { project_id: projectId });
      expect(
        endpoints.map(({ branch_id }) => branch_id),
        `cut at request ${cutAt}`,
      ).toEqual([next.id]);
      expect(endpoints[0]?.id).toBe(endpointId);
      if (!wasReached()) break;
    }
  });
});

test('branchTree draws each branch below its parent', async () => {
  const { value: a } = await ensureBranch(neon, { projectId, name: 'a', compute: false });
  await ensureBranch(neon, { projectId, name: 'b', compute: false });
  await ensureBranch(neon, { projectId, name: 'a1', parentId: a.id, compute: false, protected: true });
  const { text, roots } = await branchTree(neon, { projectId });
  expect(text.replaceAll(/br-[\w-]+/g, 'ID').split('\n')).toEqual([
    'main (ID, default)',
    '├─ a (ID)',
    '│  └─ a1 (ID, protected)',
    '└─ b (ID)',
  ]);
  expect(roots[0]?.children.map(({ branch }) => branch.name)).toEqual(['a', 'b']);
});
