import { type NeonCaller, paginate } from '@neon-api/client';
import {
  createProjectBranch,
  deleteProjectBranch,
  listProjectBranches,
  setDefaultProjectBranch,
  updateProjectBranch,
} from '@neon-api/client/operations';
import { propertyRuns, propertyTimeoutMs } from '@neon-api/ground/testing';
import type { Branch } from '@neon-api/types';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  applyCleanup,
  type CleanupPlan,
  type CleanupRules,
  ensureBranch,
  planCleanup,
  provisionProject,
  showCleanup,
} from '../src/index.ts';
import type { EmulatedNeon } from './emulated-neon.ts';
import { useNeon } from './use-neon.ts';
import { clockAt } from './virtual-clock.ts';

let emulated: EmulatedNeon;
let neon: NeonCaller;

useNeon({ http: 'off' }, (started) => {
  emulated = started;
  neon = emulated.neon;
});

const branchesOf = (projectId: string): Promise<Branch[]> =>
  paginate(neon, listProjectBranches, { project_id: projectId }).collect();
const planFor = async (projectId: string, rules: CleanupRules): Promise<CleanupPlan> =>
  planCleanup({ projectId, branches: await branchesOf(projectId), nowMs: Date.now() }, rules);
const namesOf = async (projectId: string): Promise<string[]> => (await branchesOf(projectId)).map(({ name }) => name);

/** Creates a project with branches of these names and parents. Returns its id. */
async function grow(forest: readonly { name: string; parent?: string; isProtected?: boolean }[]): Promise<string> {
  const { project, branch } = await provisionProject(neon);
  const ids = new Map([['main', branch.id]]);
  for (const { name, parent = 'main', isProtected = false } of forest) {
    const { value } = await ensureBranch(neon, {
      ...{ projectId: project.id, name, compute: false, protected: isProtected },
      parentId: ids.get(parent) ?? '',
    });
    ids.set(name, value.id);
  }
  return project.id;
}

const change = async (projectId: string, name: string, work: (id: string) => Promise<unknown>): Promise<void> => {
  await work((await branchesOf(projectId)).find((branch) => branch.name === name)?.id ?? '');
};

// Without bias: fast-check prefers the ends of a range, so chains of branches would be rare.
const dice = fc.noBias(fc.integer({ min: 0, max: 99 }));
const forests = fc.array(fc.tuple(dice, dice, dice), { minLength: 4, maxLength: 8 }).map((seeds) => {
  const names = seeds.map(([, kind], index) => `${kind < 80 ? 'preview/' : 'other-'}${index}`);
  return seeds.map(([parent, , standing], index) => ({
    name: names[index] ?? '',
    isProtected: standing < 8,
    parent: index === 0 || parent > 80 ? 'main' : (names[parent % index] ?? 'main'),
  }));
});

const CHANGES: [what: string, work: (projectId: string, id: string) => Promise<unknown>][] = [
  [
    'was renamed',
    (project_id, branch_id) => updateProjectBranch(neon, { project_id, branch_id, body: { branch: { name: 'mine' } } }),
  ],
  [
    'is protected',
    (project_id, branch_id) =>
      updateProjectBranch(neon, { project_id, branch_id, body: { branch: { protected: true } } }),
  ],
  ['is the default', (project_id, branch_id) => setDefaultProjectBranch(neon, { project_id, branch_id })],
  [
    'has a child',
    (project_id, parent_id) => createProjectBranch(neon, { project_id, body: { branch: { parent_id } } }),
  ],
  [
    'got an expiry',
    (project_id, branch_id) =>
      updateProjectBranch(neon, {
        project_id,
        branch_id,
        body: { branch: { expires_at: new Date(Date.now() + 86_400_000).toISOString() } },
      }),
  ],
];

describe('applyCleanup', () => {
  test('deletes exactly the branches in the plan, for random forests', { timeout: propertyTimeoutMs(12) }, async () => {
    await fc.assert(
      fc.asyncProperty(forests, async (branches) => {
        const projectId = await grow(branches);
        const plan = await planFor(projectId, { prefix: 'preview/', openKeys: [3] });
        const { results, failed } = await applyCleanup(neon, plan);
        expect(failed).toEqual([]);
        expect(new Set(results.map(({ outcome }) => outcome)).size).toBeLessThanOrEqual(1);
        const kept = plan.decisions.filter(({ action }) => action === 'keep').map(({ name }) => name);
        expect((await namesOf(projectId)).sort()).toEqual(kept.sort());
        // A second time, everything is already done.
        expect((await applyCleanup(neon, plan)).results.every(({ outcome }) => outcome === 'gone')).toBe(true);
      }),
      propertyRuns(12),
    );
  });

  test('keeps only changed branches and their parents, for random forests', {
    timeout: propertyTimeoutMs(12),
  }, async () => {
    await fc.assert(
      fc.asyncProperty(forests, dice, dice, async (branches, victimAt, changeAt) => {
        const projectId = await grow(branches);
        const plan = await planFor(projectId, { prefix: 'preview/' });
        const doomed = plan.decisions.filter(({ action }) => action === 'delete').map(({ name }) => name);
        const victim = doomed[victimAt % doomed.length];
        if (victim === undefined) return;
        // In Neon, a parent cannot expire.
        const isParent = branches.some(({ parent }) => parent === victim);
        const possible = CHANGES.filter(([what]) => what !== 'got an expiry' || !isParent);
        const [, work] = possible[changeAt % possible.length] as (typeof CHANGES)[number];
        await change(projectId, victim, (id) => work(projectId, id));
        const parents = new Map(branches.map(({ name, parent }) => [name, parent]));
        const kept = new Set<string>();
        for (let at: string | undefined = victim; at !== undefined; at = parents.get(at)) kept.add(at);
        const { results } = await applyCleanup(neon, plan);
        expect(results.map(({ name, outcome }) => [name, outcome])).toEqual(
          doomed.map((name) => [name, kept.has(name) ? 'kept' : 'deleted']),
        );
      }),
      propertyRuns(12),
    );
  });

  test.each(CHANGES)('keeps a branch that %s since the plan, and its parents', async (_, work) => {
    const projectId = await grow([
      { name: 'preview/parent' },
      { name: 'preview/changed', parent: 'preview/parent' },
      { name: 'preview/other' },
    ]);
    const plan = await planFor(projectId, { prefix: 'preview/' });
    await change(projectId, 'preview/changed', (id) => work(projectId, id));
    const { results } = await applyCleanup(neon, plan);
    expect(Object.fromEntries(results.map(({ name, outcome }) => [name, outcome]))).toEqual({
      'preview/changed': 'kept',
      'preview/parent': 'kept',
      'preview/other': 'deleted',
    });
    expect(await namesOf(projectId)).toContain('preview/parent');
  });

  test('counts branches that no longer exist as done', async () => {
    const projectId = await grow([{ name: 'preview/1' }]);
    const plan = await planFor(projectId, { prefix: 'preview/' });
    await change(projectId, 'preview/1', (branch_id) =>
      deleteProjectBranch(neon, { project_id: projectId, branch_id }),
    );
    expect((await applyCleanup(neon, plan)).results).toMatchObject([{ name: 'preview/1', outcome: 'gone' }]);
  });

  test('refuses a plan that is older than an hour or from the future', async () => {
    const projectId = await grow([{ name: 'preview/1' }]);
    const plan = await planFor(projectId, { prefix: 'preview/' });
    const at = (ms: number): NeonCaller => emulated.connect({ clock: clockAt(Date.parse(plan.madeAt) + ms) });
    const minuteMs = 60_000;
    await expect(applyCleanup(at(61 * minuteMs), plan)).rejects.toThrow(/Make a new plan/);
    await expect(applyCleanup(at(-10 * minuteMs), plan)).rejects.toThrow(/Make a new plan/);
    await expect(applyCleanup(neon, { ...plan, madeAt: 'yesterday' })).rejects.toThrow(/Make a new plan/);
    expect(await namesOf(projectId)).toContain('preview/1');
    expect((await applyCleanup(at(59 * minuteMs), JSON.parse(JSON.stringify(plan)))).failed).toEqual([]);
  });

  test('reports failed deletions, and continues', async () => {
    const projectId = await grow([{ name: 'preview/1' }, { name: 'preview/2' }]);
    const plan = await planFor(projectId, { prefix: 'preview/' });
    let isFirst = true;
    const refusing = emulated.connect({
      retry: false,
      fetch: async (input, init) => {
        if (init?.method !== 'DELETE' || !isFirst) return emulated.fetch(input, init);
        isFirst = false;
        return Response.json({ code: '', message: 'no' }, { status: 403 });
      },
    });
    const { results, failed } = await applyCleanup(refusing, plan);
    expect(results.map(({ outcome }) => outcome)).toEqual(['failed', 'deleted']);
    expect(failed).toEqual(results.slice(0, 1));
  });
});

describe('planCleanup', () => {
  const input = { projectId: 'p', branches: [], nowMs: 0 };

  test('needs a rule that excludes branches', () => {
    expect(() => planCleanup(input, {})).toThrow(/every branch/);
    expect(() => planCleanup(input, { keep: ['x'] })).toThrow(/every branch/);
    expect(() => planCleanup(input, { prefix: '' })).toThrow(/empty/);
    expect(() => planCleanup(input, { olderThanMs: 1, openKeys: [1] })).toThrow(/needs prefix/);
    expect(() => planCleanup(input, { olderThanMs: Number.NaN })).toThrow(/olderThanMs/);
    expect(() => planCleanup(input, { prefix: 'a', openkeys: [1] } as object)).toThrow(/did you mean openKeys/);
  });

  test('can be printed as a table', async () => {
    const projectId = await grow([{ name: 'preview/1' }, { name: 'preview/2' }]);
    const plan = await planFor(projectId, { prefix: 'preview/', openKeys: ['2'] });
    const lines = showCleanup(plan)
      .replaceAll(/br-[\w-]+/g, 'ID')
      .replaceAll(/ +/g, ' ')
      .split('\n');
    expect(lines.slice(0, 2)).toEqual([
      ' branch id why',
      'delete preview/1 ID is named "preview/…", its key is not open',
    ]);
    expect(lines).toContain('keep preview/2 ID its key is open');
    expect(lines).toContain('keep main ID is the default branch');
    expect(lines.at(-1)).toMatch(/^1 to delete, 2 to keep, as of /);
  });
});
