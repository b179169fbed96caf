import { createNeonClient, createRateLimiter, NEON_LIMITS } from '@neon-api/client';
import { createProject, listProjectBranches } from '@neon-api/client/operations';
import { type Emulator, startEmulator } from '@neon-api/emulator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureBranch, forEachProject } from '../src/index.ts';
import { createIdleTime } from './idle-time.ts';

// FLEET_PROJECTS=1000 uses Neon's limit of 700 per minute. With fewer projects, the limit is lower in proportion.
const PROJECTS = Number(process.env.FLEET_PROJECTS ?? 100);
const LIMIT = { requests: 0.7 * PROJECTS, windowMs: 60_000 };

let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator({
    ...{ postgres: 'off', clock: 'virtual', speed: 'instant', log: () => undefined },
    limits: { accountPerMinute: LIMIT.requests },
  });
});
afterAll(() => emulator?.stop());

test("forEachProject uses 95 % of the emulator's limit, and is never refused", async () => {
  const { apiKey, orgId, apiUrl: baseUrl, clock: time } = emulator;
  const { clock, fetch } = createIdleTime(time);
  const answers: { readonly at: number; readonly status: number }[] = [];
  const neon = createNeonClient({
    ...{ apiKey, baseUrl, orgId, clock },
    rateLimit: createRateLimiter(clock, { account: LIMIT, route: NEON_LIMITS.route }),
    async fetch(input, init) {
      const response = await fetch(input, init);
      answers.push({ at: time.now(), status: response.status });
      return response;
    },
  });
  for (let index = 0; index < PROJECTS; index += 1) await createProject(neon, { body: { project: {} } });
  await time.advance(LIMIT.windowMs);
  answers.length = 0;
  const startedAt = time.now();
  const { done, failed } = await forEachProject(neon, {}, ({ projectId }, context) =>
    ensureBranch(context.neon, { projectId, name: 'staging', compute: false, signal: context.signal }),
  );
  expect(failed).toEqual([]);
  expect(done).toHaveLength(PROJECTS);
  expect(answers.filter(({ status }) => status === 429)).toEqual([]);
  const minutes = Math.floor((time.now() - startedAt) / LIMIT.windowMs);
  expect(minutes).toBeGreaterThan(1);
  for (let minute = 0; minute < minutes; minute += 1) {
    const from = startedAt + minute * LIMIT.windowMs;
    const used = answers.filter(({ at }) => at >= from && at < from + LIMIT.windowMs).length;
    expect(used).toBeGreaterThanOrEqual(Math.floor(0.95 * LIMIT.requests));
  }
  await time.advance(LIMIT.windowMs);
  for (const { result } of done.slice(0, LIMIT.requests)) {
    const { branches } = await listProjectBranches(neon, { project_id: result.value.project_id });
    expect(branches.map(({ name }) => name).sort()).toEqual(['main', 'staging']);
  }
}, 600_000);
