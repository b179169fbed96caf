import { isNeonError, type NeonClient, paginate } from '@neon-api/client';
import { deleteProject, deleteProjectBranch, listProjectBranches, listProjects } from '@neon-api/client/operations';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  ensureBranch,
  ensureProject,
  previewBranch,
  provisionProject,
  withEphemeralBranch,
  withProject,
} from '../src/index.ts';
import { branchesNamed, projectsNamed } from './count.ts';
import { type EmulatedNeon, startEmulatedNeon } from './emulated-neon.ts';
import { seededRandom, troubledFetch } from './troubled-fetch.ts';
import { hastyClock } from './virtual-clock.ts';

// CHAOS_RUNS=2000 for a long run, CHAOS_SEED=n for the one that failed.
const RUNS = Number(process.env.CHAOS_RUNS ?? 120);
const SEED = process.env.CHAOS_SEED;

let emulated: EmulatedNeon;
let neon: NeonClient;
let projectId: string;

beforeAll(async () => {
  emulated = await startEmulatedNeon({ postgres: 'off' });
  neon = emulated.neon;
  projectId = (await provisionProject(neon, { name: 'host' })).project.id;
});
afterAll(() => emulated?.stop());

/** Each gives how many there are of what it made; more than one is a duplicate. */
const WORKFLOWS: ((troubled: NeonClient, key: string) => Promise<{ failure: unknown; count: number }>)[] = [
  async (troubled, key) => ({
    failure: await failureOf(ensureBranch(troubled, { projectId, name: key })),
    count: (await branchesNamed(neon, projectId, key)).length,
  }),
  async (troubled, key) => ({
    failure: await failureOf(ensureProject(troubled, { name: key })),
    count: (await projectsNamed(neon, key)).length,
  }),
  async (troubled, key) => {
    const failure = await failureOf(previewBranch.ensure(troubled, { projectId, key }));
    const count = (await branchesNamed(neon, projectId, `preview/${key}`)).length;
    await previewBranch.remove(neon, { projectId, key });
    return { failure, count };
  },
  async (troubled) => {
    const failure = await failureOf(withEphemeralBranch(troubled, { projectId }, () => undefined));
    const { branches } = await listProjectBranches(neon, { project_id: projectId, search: 'ephemeral/' });
    for (const { id } of branches) await deleteProjectBranch(neon, { project_id: projectId, branch_id: id });
    return { failure, count: countUntold(branches, failure) };
  },
  async (troubled) => {
    const failure = await failureOf(withProject(troubled, {}, () => undefined));
    const projects = await paginate(neon, listProjects, { search: 'ephemeral-' }).collect();
    for (const { id } of projects) await deleteProject(neon, { project_id: id });
    return { failure, count: countUntold(projects, failure) };
  },
];

/** Leftovers that the error does not name; each counts as a duplicate would. */
function countUntold(left: readonly { readonly id: string; readonly name: string }[], failure: unknown): number {
  return 2 * left.filter(({ id, name }) => ![id, name].some((told) => String(failure).includes(told))).length;
}

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error ?? new Error('nothing was thrown'),
  );
}

it('makes no duplicate, leaves nothing unnamed, and says what failed, whatever happens to requests', async () => {
  const seeds = SEED === undefined ? Array.from({ length: RUNS }, (_, index) => index) : [Number(SEED)];
  let failures = 0;
  for (const seed of seeds) {
    const random = seededRandom(seed);
    const troubled = emulated.connect({
      fetch: troubledFetch(random),
      clock: hastyClock,
      random,
      retry: { maxAttempts: 3 },
    });
    const workflow = WORKFLOWS[seed % WORKFLOWS.length] as (typeof WORKFLOWS)[number];
    const { failure, count } = await workflow(troubled, `chaos-${seed}`);
    expect(count, `CHAOS_SEED=${seed}: ${failure}`).toBeLessThanOrEqual(1);
    if (failure === undefined) continue;
    failures += 1;
    expect(isNeonError(failure) || failure instanceof AggregateError, `CHAOS_SEED=${seed}: ${failure}`).toBe(true);
  }
  // Trouble that never fails anything, or always does, would show nothing.
  if (SEED === undefined) {
    expect(failures).toBeGreaterThan(0);
    expect(failures).toBeLessThan(RUNS / 2);
  }
});
