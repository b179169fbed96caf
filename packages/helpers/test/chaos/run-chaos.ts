import type { NeonCaller } from '@neon-api/client';
import type { ChaosNeon } from './chaos-neon.ts';
import { judgeRun } from './judge-run.ts';
import type { Place, Workflow } from './workflow.ts';
import { WORKFLOWS_OF_BRANCH_CONTENTS } from './workflows-of-branch-contents.ts';
import { WORKFLOWS_OF_BRANCHES } from './workflows-of-branches.ts';
import { WORKFLOWS_OF_PROJECTS } from './workflows-of-projects.ts';
import { compareWorlds, readWorld, type World } from './world.ts';

export const WORKFLOWS: readonly (readonly [title: string, workflow: Workflow])[] = Object.entries({
  ...WORKFLOWS_OF_BRANCHES,
  ...WORKFLOWS_OF_PROJECTS,
  ...WORKFLOWS_OF_BRANCH_CONTENTS,
});

export interface ChaosRun {
  readonly title: string;
  readonly failure: unknown;
  /** What went wrong. Empty if the run is correct. */
  readonly wrongs: readonly string[];
  /** The requests with faults, and their statuses. */
  readonly trace: readonly string[];
}

/** Runs a workflow with faults. If it fails, runs it again without faults. */
export async function runChaos(chaos: ChaosNeon, seed: number): Promise<ChaosRun> {
  const run = await chaos.begin(seed);
  const { calm, troubled, random, emulator } = run;
  const [title, workflow] = WORKFLOWS[Math.floor(random() * WORKFLOWS.length)] as (typeof WORKFLOWS)[number];
  const place = placeIn(await readWorld(calm));
  await workflow.prepare?.(calm, place);
  await emulator.settle();
  const before = await readWorld(calm);
  const madeBefore = emulator.listRequests().length;
  const { failure } = await run.inTrouble(() => workflow.run(troubled, place, run));
  const trace = emulator
    .listRequests()
    .slice(madeBefore)
    .map(({ method, path, status = 'lost' }) => `${method} ${path} ${status}`);
  const after = await readWorld(calm);
  const wrongs = judgeRun(workflow, compareWorlds(before, after), failure);
  if (failure === undefined && workflow.isDone?.(after, place) === false) wrongs.push('it is not done');
  if (failure !== undefined && workflow.isDone && workflow.again === undefined) {
    wrongs.push(...(await tryAgain(calm)));
  }
  return { title, failure, wrongs, trace };

  async function tryAgain(neon: NeonCaller): Promise<string[]> {
    const again = await workflow.run(neon, place, run).then(
      () => undefined,
      (error: unknown) => error,
    );
    await emulator.settle();
    const world = await readWorld(neon);
    const found = judgeRun(workflow, compareWorlds(before, world), undefined);
    const isDone = again === undefined && workflow.isDone?.(world, place);
    return [...found, ...(isDone ? [] : [`the second call ended with ${again}, the first with ${failure}`])];
  }
}

function placeIn(world: World): Place {
  const things = [...world.values()];
  const find = (kind: string, name: string): string =>
    things.find((thing) => thing.kind === kind && thing.name === name && thing.project === 'shop')?.id ?? '';
  return { projectId: find('project', 'shop'), branchId: (name) => find('branch', name) };
}
