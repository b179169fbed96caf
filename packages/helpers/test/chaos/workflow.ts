import type { NeonCaller } from '@neon-api/client';
import type { Run } from './chaos-neon.ts';
import type { Change, Thing, World } from './world.ts';

/** Where a workflow works: the project `shop`. */
export interface Place {
  readonly projectId: string;
  branchId(name: string): string;
}

/** One helper, or several in a row, as its users call it. */
export interface Workflow {
  /** Makes what it needs, without trouble. */
  prepare?(neon: NeonCaller, place: Place): Promise<unknown>;
  run(neon: NeonCaller, place: Place, run: Run): Promise<unknown>;
  /** Whether it may make, change or remove this. */
  touches(thing: Thing, change: Change['what']): boolean;
  /** Whether it is done. Left out: it changes nothing that stays. */
  isDone?(world: World, place: Place): boolean;
  /** What is changed then is nowhere else to be seen: an error must say so, and not only what was asked for. */
  readonly isSecret?: true;
  /** After a failure the same call ends with it done. Default: true where it can be done. */
  readonly again?: false;
}

export const ofBranch =
  (...names: readonly string[]) =>
  ({ project, branch = '' }: Thing): boolean =>
    project === 'shop' && names.includes(branch);

/** The things of a kind that have a name, in the project `shop` or below no project. */
export function named(world: World, kind: Thing['kind'], name: string, branch?: string): Thing[] {
  return [...world.values()].filter(
    (thing) =>
      thing.kind === kind &&
      thing.name === name &&
      (branch === undefined || thing.branch === branch) &&
      (kind === 'project' || kind === 'key' || thing.project === 'shop'),
  );
}
