import type { NeonCaller } from '@neon-api/client';
import type { Run } from './chaos-neon.ts';
import type { Change, Thing, World } from './world.ts';

/** The ids in the project `shop`, in which workflows run. */
export interface Place {
  readonly projectId: string;
  branchId(name: string): string;
}

/** One or more calls of helpers, as a user would make them. */
export interface Workflow {
  /** Creates what the workflow needs, without faults. */
  prepare?(neon: NeonCaller, place: Place): Promise<unknown>;
  run(neon: NeonCaller, place: Place, run: Run): Promise<unknown>;
  /** Returns whether the workflow may add, change or remove this thing. */
  touches(thing: Thing, change: Change['what']): boolean;
  /** Returns whether the workflow is done. Undefined if it leaves no lasting change. */
  isDone?(world: World, place: Place): boolean;
  /** True if its changes cannot be seen elsewhere, so an error must say that they may have been made. */
  readonly isSecret?: true;
  /** False if repeating the call after a failure does not complete the workflow. */
  readonly again?: false;
}

export const ofBranch =
  (...names: readonly string[]) =>
  ({ project, branch = '' }: Thing): boolean =>
    project === 'shop' && names.includes(branch);

/** Finds the things of a kind with this name, in the project `shop` or outside of projects. */
export function named(world: World, kind: Thing['kind'], name: string, branch?: string): Thing[] {
  return [...world.values()].filter(
    (thing) =>
      thing.kind === kind &&
      thing.name === name &&
      (branch === undefined || thing.branch === branch) &&
      (kind === 'project' || kind === 'key' || thing.project === 'shop'),
  );
}
