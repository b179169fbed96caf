import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '@neon-api/ground';
import type { Branch, Endpoint, Operation, Snapshot } from '@neon-api/types';
import { expect, test } from 'vitest';
import { pickFrom } from '../../test/model/model.ts';
import type { Api, CreatedBranch, CreatedProject } from '../../test/support/api.ts';
import { createFiller, type Filler, mountSmallDisk, unmount } from '../../test/support/disk-at-folder.ts';
import { connectTo, readRows, settleOperations, writeRows } from '../../test/support/postgres-load.ts';
import { processesIn } from '../../test/support/processes-in.ts';
import { type KillableEmulator, useKillableEmulators } from '../../test/support/use-killable-emulators.ts';

/** The long run uses NEON_EMULATOR_TEST_KILLS=200; a quarter of the kills happen with a full disk. */
const KILLS = Number(process.env.NEON_EMULATOR_TEST_KILLS ?? 3);
const FULL_DISK_KILLS = Math.max(1, Math.floor(KILLS / 4));
const LONGEST_MS = 700;

const { dataDir, start } = useKillableEmulators();

/** The project under test. Operations change the branch `work`; `main` is only copied. */
interface Scene {
  readonly projectId: string;
  readonly path: string;
  readonly mainId: string;
  /** Acknowledged rows. */
  readonly onMain: Set<string>;
}

interface Work {
  readonly workId: string;
  readonly lsn: string;
  readonly snapshotId: string;
}

/** The call that is interrupted, and what it needs. A disk of 120 MB holds two branches and the template. */
interface Call {
  readonly needs: readonly ('work' | 'snapshot')[];
  readonly make: (api: Api, scene: Scene, work: Work) => Promise<unknown>;
}

const CREATE: Call = {
  needs: [],
  make: (api, { path }) => api.post(`${path}/branches`, { branch: {}, endpoints: [{ type: 'read_write' }] }),
};
const RESTORE: Call = {
  needs: ['work'],
  make: (api, { path }, { workId, lsn }) =>
    api.post(`${path}/branches/${workId}/restore`, {
      source_branch_id: workId,
      source_lsn: lsn,
      preserve_under_name: 'kept',
    }),
};
const SNAPSHOT: Call = {
  needs: [],
  make: (api, { path, mainId }) => api.post(`${path}/branches/${mainId}/snapshot`),
};
const CREATE_AT_POINT: Call = {
  needs: ['work'],
  make: (api, { path }, { workId, lsn }) =>
    api.post(`${path}/branches`, {
      branch: { parent_id: workId, parent_lsn: lsn },
      endpoints: [{ type: 'read_write' }],
    }),
};
const RESET: Call = {
  needs: ['work'],
  make: (api, { path, mainId }, { workId }) =>
    api.post(`${path}/branches/${workId}/restore`, { source_branch_id: mainId, preserve_under_name: 'kept' }),
};
const DELETE: Call = {
  needs: ['work'],
  make: (api, { path }, { workId }) => api.delete(`${path}/branches/${workId}?hard_delete=true`),
};
const RESTORE_SNAPSHOT: Call = {
  needs: ['snapshot'],
  make: (api, { path }, { snapshotId }) => api.post(`${path}/snapshots/${snapshotId}/restore`, {}),
};
const TAKE_OVER: Call = {
  needs: ['work', 'snapshot'],
  make: (api, { path }, { workId, snapshotId }) =>
    api.post(`${path}/snapshots/${snapshotId}/restore`, { finalize_restore: true, target_branch_id: workId }),
};
const CALLS = [CREATE, RESTORE, SNAPSHOT, CREATE_AT_POINT, RESET, DELETE, RESTORE_SNAPSHOT, TAKE_OVER];
const CALLS_ON_SMALL_DISK = [CREATE, RESTORE, SNAPSHOT, RESET, CREATE_AT_POINT, DELETE];

async function createScene(api: Api): Promise<Scene> {
  const { project, branch } = (await api.post<CreatedProject>('/projects', { project: {} })).body;
  await settleOperations(api, project.id);
  const client = await connectTo(api, project.id, branch.id);
  await client.query('CREATE TABLE kept (id text PRIMARY KEY)');
  await client.end();
  return { projectId: project.id, path: `/projects/${project.id}`, mainId: branch.id, onMain: new Set() };
}

async function prepareWork(api: Api, { projectId, path, mainId }: Scene, { needs }: Call): Promise<Work> {
  const work = { workId: '', lsn: '', snapshotId: '' };
  if (needs.includes('work')) {
    const endpoints = [{ type: 'read_write' }];
    const { body } = await api.post<CreatedBranch>(`${path}/branches`, { branch: { name: 'work' }, endpoints });
    const operations = await settleOperations(api, projectId);
    expect(operations.slice(0, 2).map(({ status, error }) => error ?? status)).toEqual(['finished', 'finished']);
    work.workId = body.branch.id;
    const client = await connectTo(api, projectId, work.workId);
    const { rows } = await client.query<{ lsn: string }>('SELECT pg_current_wal_lsn()::text AS lsn');
    await client.end();
    work.lsn = rows[0]?.lsn ?? '';
  }
  if (needs.includes('snapshot')) {
    const { body } = await api.post<{ snapshot: Snapshot }>(`${path}/branches/${mainId}/snapshot`);
    await settleOperations(api, projectId);
    work.snapshotId = body.snapshot.id;
  }
  return work;
}

/** Checks that every branch is usable, however the operation ended. Returns the rows by branch. */
async function readEveryBranch(api: Api, { projectId, path }: Scene): Promise<Map<string, Set<string>>> {
  const { branches } = (await api.get<{ branches: Branch[] }>(`${path}/branches`)).body;
  expect(branches.filter(({ current_state: state }) => state !== 'ready')).toEqual([]);
  const { endpoints } = (await api.get<{ endpoints: Endpoint[] }>(`${path}/endpoints`)).body;
  expect(endpoints.filter(({ current_state: state }) => state === 'init')).toEqual([]);
  const rows = new Map<string, Set<string>>();
  for (const { id } of branches) {
    const hasEndpoint = endpoints.some(({ branch_id: branchId }) => branchId === id);
    if (!hasEndpoint) {
      const made = await api.post(`${path}/endpoints`, { endpoint: { branch_id: id, type: 'read_write' } });
      expect(made.status).toBe(201);
      await settleOperations(api, projectId);
    }
    const client = await connectTo(api, projectId, id);
    rows.set(id, await readRows(client));
    await client.end();
  }
  return rows;
}

/** Deletes all snapshots and all branches except main, leaves first. */
async function cleanUp(api: Api, { projectId, path, mainId }: Scene): Promise<void> {
  for (;;) {
    const { branches } = (await api.get<{ branches: Branch[] }>(`${path}/branches`)).body;
    const parents = new Set(branches.map(({ parent_id }) => parent_id));
    const leaf = branches.find(({ id }) => id !== mainId && !parents.has(id));
    if (!leaf) break;
    await api.delete(`${path}/branches/${leaf.id}?hard_delete=true`);
    await settleOperations(api, projectId);
  }
  const { snapshots } = (await api.get<{ snapshots: Snapshot[] }>(`${path}/snapshots`)).body;
  for (const { id } of snapshots) {
    await api.delete(`${path}/snapshots/${id}`);
    await settleOperations(api, projectId);
  }
  expect(readdirSync(join(dataDir(), 'postgres', 'branches'))).toEqual([mainId]);
}

interface Round {
  readonly call: Call;
  readonly afterMs: number;
  /** Put in place before the call, and removed before the next start. */
  readonly obstacle?: Filler;
}

/** Writes, calls, kills, restarts and checks. Returns the next emulator and the failed operations. */
async function runRound(
  running: KillableEmulator,
  scene: Scene,
  { call, afterMs, obstacle }: Round,
): Promise<{ next: KillableEmulator; failed: Operation[] }> {
  const { api, kill } = running;
  const { projectId, onMain } = scene;
  const work = await prepareWork(api, scene, call);
  const onWork = new Set<string>();
  const targets = [
    { id: scene.mainId, committed: onMain },
    ...(work.workId === '' ? [] : [{ id: work.workId, committed: onWork }]),
  ];
  const counts = targets.map(({ committed }) => committed.size);
  const clients = await Promise.all(targets.map(({ id }) => connectTo(api, projectId, id)));
  const writers = Promise.allSettled(
    clients.map((client, at) => writeRows(client, `${at}-${onMain.size}`, targets[at]?.committed ?? new Set())),
  );
  while (targets.some(({ committed }, at) => committed.size < (counts[at] ?? 0) + 5)) await sleep(1);
  obstacle?.put();
  const called = Promise.allSettled([call.make(api, scene, work)]);
  await sleep(afterMs);
  await kill();
  await Promise.all([writers, called]);
  obstacle?.remove();

  const next = await start();
  const operations = await settleOperations(next.api, projectId);
  const rows = await readEveryBranch(next.api, scene);
  const onEither = new Set([...rows.values()].flatMap((found) => [...found]));
  expect([...onMain].filter((id) => !rows.get(scene.mainId)?.has(id))).toEqual([]);
  // A restore keeps the rows on a separate branch; a deletion removes them.
  if (rows.has(work.workId)) expect([...onWork].filter((id) => !onEither.has(id))).toEqual([]);
  await cleanUp(next.api, scene);
  return { next, failed: operations.filter(({ status }) => status === 'error') };
}

const isLinux = process.platform === 'linux';
const title = `after ${KILLS} kills during operations, every branch is usable or gone, and no acknowledged row is lost`;
test.skipIf(!isLinux)(title, { timeout: 60_000 + KILLS * 20_000 }, async () => {
  const random = seededRandom(1);
  let running = await start();
  const scene = await createScene(running.api);
  for (let kill = 0; kill < KILLS; kill += 1) {
    const call = pickFrom(CALLS, kill) ?? CREATE;
    const { next, failed } = await runRound(running, scene, { call, afterMs: random() * LONGEST_MS });
    expect(failed).toEqual([]);
    running = next;
  }
  expect(scene.onMain.size).toBeGreaterThan(KILLS);
  await running.kill();
  await expect.poll(() => processesIn(dataDir()), { timeout: 10_000 }).toEqual([]);
});

const fullTitle = `after ${FULL_DISK_KILLS} kills with a full disk, every branch is usable or gone once there is space`;
test.skipIf(!isLinux || process.getuid?.() !== 0)(
  fullTitle,
  { timeout: 60_000 + FULL_DISK_KILLS * 30_000 },
  async ({ skip }) => {
    const random = seededRandom(2);
    for (let kill = 0; kill < FULL_DISK_KILLS; kill += 1) {
      // A new disk for each kill, because the history of a branch grows.
      skip(!mountSmallDisk(dataDir()), 'a tmpfs cannot be mounted here');
      try {
        const first = await start();
        const scene = await createScene(first.api);
        const { next } = await runRound(first, scene, {
          call: pickFrom(CALLS_ON_SMALL_DISK, kill) ?? CREATE,
          afterMs: random() * 2 * LONGEST_MS,
          obstacle: createFiller(dataDir(), random() * 20 * 2 ** 20),
        });
        await next.kill();
        await expect.poll(() => processesIn(dataDir()), { timeout: 10_000 }).toEqual([]);
      } finally {
        unmount(dataDir());
      }
    }
  },
);
