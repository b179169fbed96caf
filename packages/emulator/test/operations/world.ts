import type { Branch, Endpoint, Operation } from '@neon-api/types';
import { LOCAL_ORG_ID } from '../../src/state/index.ts';
import type { Real } from '../model/real.ts';
import type { TroubledPlane } from './trouble.ts';

/** Writes and reads the rows of a branch: with SQL, or in memory without Postgres. */
export interface Rows {
  write(branchId: string, row: number): Promise<void>;
  read(branchId: string): Promise<readonly number[]>;
}

/** The expected rows of a branch or snapshot, now and at points in its history. */
export interface Expected {
  readonly rows: readonly number[];
  readonly points: readonly { readonly lsn: string; readonly rows: readonly number[] }[];
}

/** An emulator under test, with the expected rows of its branches and snapshots by id. */
export interface World {
  readonly real: Real;
  readonly plane: TroubledPlane;
  readonly rows: Rows;
  readonly projectPath: string;
  readonly expected: Map<string, Expected>;
  nextRow: number;
  /** Numbers of operations that succeeded and failed. */
  readonly count: { good: number; bad: number };
}

export async function createWorld(real: Real, plane: TroubledPlane, rows: Rows): Promise<World> {
  const created: { project: { id: string }; branch: { id: string } } = (
    await real.call('POST', '/projects', { project: { org_id: LOCAL_ORG_ID } })
  ).body;
  await real.settle();
  const expected = new Map<string, Expected>([[created.branch.id, { rows: [], points: [] }]]);
  const count = { good: 0, bad: 0 };
  return { real, plane, rows, projectPath: `/projects/${created.project.id}`, expected, nextRow: 1, count };
}

export interface Lists {
  readonly branches: readonly Branch[];
  readonly endpoints: readonly Endpoint[];
  readonly snapshotIds: readonly string[];
  readonly deletedIds: readonly string[];
}

export async function readLists({ real, projectPath }: World): Promise<Lists> {
  const read = async <Body>(path: string): Promise<Body> => (await real.call('GET', `${projectPath}/${path}`)).body;
  const { branches } = await read<{ branches: Branch[] }>('branches?include_deleted=true&sort_by=created_at');
  const { endpoints } = await read<{ endpoints: Endpoint[] }>('endpoints');
  const { snapshots } = await read<{ snapshots: { id: string }[] }>('snapshots');
  return {
    branches: branches.filter(({ recovery }) => !recovery),
    endpoints,
    snapshotIds: snapshots.map(({ id }) => id),
    deletedIds: branches.filter(({ recovery }) => recovery).map(({ id }) => id),
  };
}

/** Returns whether the operation with this action, which does the work of its call, succeeded. */
export async function hasSucceeded(world: World, operations: readonly Operation[], action: string): Promise<boolean> {
  const id = operations.find((operation) => operation.action === action)?.id;
  const answer = await world.real.call('GET', `${world.projectPath}/operations/${id}`);
  const { operation }: { operation: Operation } = answer.body;
  const isGood = operation.status === 'finished' || operation.status === 'skipped';
  world.count[isGood ? 'good' : 'bad'] += 1;
  return isGood;
}
