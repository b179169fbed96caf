import { seededRandom } from '@neon-api/ground';
import { expect, test } from 'vitest';
import type { Api } from '../../test/support/api.ts';
import { useKillableEmulators } from '../../test/support/use-killable-emulators.ts';

/** The long run uses NEON_EMULATOR_TEST_KILLS=50. */
const ROUNDS = Number(process.env.NEON_EMULATOR_TEST_KILLS ?? 5);
const WRITERS = 4;
const emulators = useKillableEmulators();
const start = () => emulators.start('--postgres', 'off');

/** Acknowledged names of projects and branches; `undefined` while a change is in progress. */
interface Acknowledged {
  readonly projects: Map<string, string | undefined>;
  readonly branches: Map<string, { readonly projectId: string; readonly name: string }>;
  readonly deleted: Set<string>;
  count: number;
}

async function write(api: Api, name: string, seen: Acknowledged, onAcknowledged: () => void): Promise<void> {
  const acknowledge = (): void => {
    seen.count += 1;
    onAcknowledged();
  };
  for (let turn = 0; ; turn++) {
    const made = await api.post<{ project: { id: string } }>('/projects', { project: { name: `${name}-${turn}` } });
    const { id } = made.body.project;
    seen.projects.set(id, `${name}-${turn}`);
    acknowledge();
    const branch = await api.post<{ branch?: { id: string } }>(`/projects/${id}/branches`, { branch: { name } });
    if (branch.body.branch) {
      seen.branches.set(branch.body.branch.id, { projectId: id, name });
      acknowledge();
    }
    seen.projects.set(id, undefined);
    const renamed = await api.patch(`/projects/${id}`, { project: { name: `${name}-${turn}-new` } });
    if (renamed.status === 200) {
      seen.projects.set(id, `${name}-${turn}-new`);
      acknowledge();
    }
    if (turn % 3 !== 2) continue;
    seen.projects.delete(id);
    const deleted = await api.delete(`/projects/${id}`);
    if (deleted.status === 200) {
      seen.deleted.add(id);
      acknowledge();
    }
  }
}

async function findLosses(api: Api, { projects, branches, deleted }: Acknowledged): Promise<string[]> {
  const losses: string[] = [];
  for (const [id, name] of projects) {
    const { status, body } = await api.get<{ project: { name: string } }>(`/projects/${id}`);
    if (status !== 200) losses.push(`project ${id}: ${status}`);
    else if (name !== undefined && body.project.name !== name) losses.push(`project ${id}: ${body.project.name}`);
  }
  for (const [id, { projectId, name }] of branches) {
    if (!projects.has(projectId)) continue;
    const { status, body } = await api.get<{ branch: { name: string } }>(`/projects/${projectId}/branches/${id}`);
    if (status !== 200 || body.branch.name !== name) losses.push(`branch ${id} of ${projectId}: ${status}`);
  }
  for (const id of deleted) {
    if ((await api.get(`/projects/${id}`)).status !== 404) losses.push(`deleted project ${id} is back`);
  }
  return losses;
}

/** Reads every list and returns the statuses. With --strict, an inconsistent record is a 500. */
async function readEverything(api: Api): Promise<number[]> {
  const listed = await api.get<{ projects: { id: string }[] }>('/projects?limit=400');
  const statuses = [listed.status];
  for (const { id } of listed.body.projects) {
    for (const list of ['branches', 'endpoints', 'operations']) {
      statuses.push((await api.get(`/projects/${id}/${list}`)).status);
    }
  }
  return statuses;
}

test(`no acknowledged change is lost when the emulator is killed ${ROUNDS} times during writes`, {
  timeout: 600_000,
}, async () => {
  const random = seededRandom(1);
  let seen: Acknowledged = { projects: new Map(), branches: new Map(), deleted: new Set(), count: 0 };
  for (let round = 0; round < ROUNDS; round++) {
    const { api, kill } = await start();
    expect(await findLosses(api, seen)).toEqual([]);
    expect(new Set(await readEverything(api))).toEqual(new Set([200]));
    // Keep the check fast: old rounds have been checked often enough.
    if (seen.projects.size > 200) seen = { projects: new Map(), branches: new Map(), deleted: new Set(), count: 0 };

    const until = seen.count + 5 + Math.floor(random() * 40);
    let killed: Promise<void> | undefined;
    const writers = Array.from({ length: WRITERS }, (_, writer) =>
      write(api, `r${round}w${writer}`, seen, () => {
        if (seen.count >= until) killed ??= kill();
      }),
    );
    await Promise.allSettled(writers);
    await killed;
  }
  const { api, kill } = await start();
  expect(await findLosses(api, seen)).toEqual([]);
  expect(seen.count).toBeGreaterThan(0);
  await kill();
});
