import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { createNeonClient, type NeonClient } from '@neon-api/client';
import { listProjectBranches } from '@neon-api/client/operations';
import { type Emulator, startEmulator } from '@neon-api/emulator';
import { connectionUris, ensureBranch, findProject, provisionProject } from '@neon-api/helpers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type GuidePrograms, savePrograms } from './guide-programs.ts';
import { query } from './query.ts';

const DAYS_MS = 24 * 60 * 60 * 1_000;

let emulator: Emulator;
let neon: NeonClient;
let programs: GuidePrograms;

beforeAll(async () => {
  // Eight days late, so that the branches in it are older than a week for the programs.
  const clock = {
    now: () => Date.now() - 8 * DAYS_MS,
    sleep: (ms: number, signal?: AbortSignal) => wait(ms, undefined, signal === undefined ? {} : { signal }),
  };
  emulator = await startEmulator({ clock, log: () => undefined });
  const { apiKey, apiUrl: baseUrl, orgId } = emulator;
  neon = createNeonClient({ apiKey, baseUrl, orgId });
  const env = { NEON_API_KEY: apiKey, NEON_API_BASE_URL: baseUrl, NEON_ORG_ID: orgId, NEON_FLEET_DATABASE_URL: '' };
  // Due every minute instead of once a night.
  programs = savePrograms('clean-up-every-night.md', env, (code) => code.replace('30 2 * * *', '* * * * *'));
});
afterAll(async () => {
  programs?.remove();
  await emulator?.stop();
});

const branchesOf = async (projectId: string): Promise<string[]> =>
  (await listProjectBranches(neon, { project_id: projectId })).branches.map(({ name }) => name).sort();

test('the job of the guide deletes old preview branches in every project, and no other branches', async () => {
  const projects = await Promise.all(['one', 'two'].map((name) => provisionProject(neon, { name })));
  for (const { project } of projects) {
    for (const name of ['preview/41', 'staging']) {
      await ensureBranch(neon, { projectId: project.id, name, compute: false });
    }
  }
  const worker = await programs.start('worker.mjs');
  const queue = await findProject(neon, { name: 'neon-fleet' });
  const { direct } = await connectionUris(neon, { projectId: queue?.id ?? '' });
  // The queue looks for due schedules every 30 seconds. Now the next process looks at once.
  await query(direct, 'update neon_fleet_queue.version set cron_on = null');
  const other = await programs.start('worker.mjs');
  for (const { project } of projects) {
    await expect.poll(() => branchesOf(project.id), { timeout: 75_000 }).toEqual(['main', 'staging']);
  }
  // The queue's own project is the third one.
  await expect
    .poll(() => programs.run('check.mjs'), { timeout: 30_000 })
    .toEqual({ code: 0, stdout: 'The cleanup is done in 3 projects.\n' });
  for (const one of [worker, other]) {
    one.kill('SIGTERM');
    expect(await once(one, 'close')).toEqual([0, null]);
  }
}, 150_000);
