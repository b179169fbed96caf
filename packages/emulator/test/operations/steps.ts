import type { Branch, Operation, Snapshot } from '@neon-api/types';
import { pickFrom } from '../model/model.ts';
import type { FailingMethod } from './trouble.ts';
import { type Expected, hasSucceeded, type Lists, readLists, type World } from './world.ts';

/** Random choices for a step. */
export interface Draw {
  readonly pick: number;
  readonly other: number;
  /** A yes-no choice of the step. */
  readonly flag: boolean;
}

/** Makes a call, if it has a target. Returns a function that records the call's effect. */
type Step = (world: World, lists: Lists, draw: Draw) => Promise<(() => Promise<void>) | undefined>;

const NAMES = ['app', 'reports'] as const;

const expectedOf = ({ expected }: World, id: string): Expected => expected.get(id) ?? { rows: [], points: [] };

/** Chooses a recorded point in the branch's history. Returns it as fields of a call, with the rows at that point. */
function choosePoint(world: World, id: string, { flag, other }: Draw): { lsn?: string; rows: readonly number[] } {
  const { rows, points } = expectedOf(world, id);
  return (flag ? pickFrom(points, other) : undefined) ?? { rows };
}

async function post<Body>(world: World, path: string, body?: unknown): Promise<Body & { operations: Operation[] }> {
  return (await world.real.call('POST', `${world.projectPath}/${path}`, body)).body;
}

const write: Step = async (world, { branches }, { pick }) => {
  const branch = pickFrom(branches, pick);
  if (!branch) return undefined;
  const row = world.nextRow++;
  await world.rows.write(branch.id, row);
  const { rows, points } = expectedOf(world, branch.id);
  const now = [...rows, row];
  const lsn = (await world.plane.dataPlane.findHistory?.(branch.id))?.ends.lsn ?? '';
  world.expected.set(branch.id, { rows: now, points: [...points, { lsn, rows: now }] });
  return undefined;
};

const createBranch: Step = async (world, { branches }, draw) => {
  const parent = pickFrom(branches, draw.pick);
  if (!parent || branches.length > 5) return undefined;
  const { lsn, rows } = choosePoint(world, parent.id, draw);
  const point = lsn === undefined ? {} : { parent_lsn: lsn };
  const endpoints = draw.other % 3 === 0 ? [] : [{ type: 'read_write' }];
  const made = await post<{ branch: Branch }>(world, 'branches', {
    branch: { parent_id: parent.id, ...point },
    endpoints,
  });
  return async () => {
    if (await hasSucceeded(world, made.operations, 'create_branch')) {
      world.expected.set(made.branch.id, { rows, points: [] });
    }
  };
};

const restore: Step = async (world, { branches }, draw) => {
  const target = pickFrom(branches, draw.pick);
  const source = pickFrom(branches, draw.other);
  if (!target || !source || branches.length > 6) return undefined;
  const { lsn, rows } = choosePoint(world, source.id, draw);
  const name = `kept ${world.nextRow++}`;
  const keeps = target === source || branches.some(({ parent_id }) => parent_id === target.id) || draw.pick % 2 === 0;
  if (target === source && lsn === undefined) return undefined;
  const former = expectedOf(world, target.id);
  const made = await post<{ branch: Branch }>(world, `branches/${target.id}/restore`, {
    source_branch_id: source.id,
    ...(lsn === undefined ? {} : { source_lsn: lsn }),
    ...(keeps ? { preserve_under_name: name } : {}),
  });
  return async () => {
    if (!(await hasSucceeded(world, made.operations, 'create_timeline'))) return;
    world.expected.set(target.id, { rows, points: [] });
    const backup = (await readLists(world)).branches.find((branch) => branch.name === name);
    if (backup) world.expected.set(backup.id, former);
  };
};

const deleteBranch: Step = async (world, { branches }, { pick, flag }) => {
  const parents = new Set(branches.map(({ parent_id }) => parent_id));
  const branch = pickFrom(
    branches.filter(({ id, default: isDefault }) => !isDefault && !parents.has(id)),
    pick,
  );
  if (!branch) return undefined;
  const path = `${world.projectPath}/branches/${branch.id}?hard_delete=${flag}`;
  const made: { operations: Operation[] } = (await world.real.call('DELETE', path)).body;
  return async () => {
    if (await hasSucceeded(world, made.operations, 'delete_timeline')) world.expected.delete(branch.id);
  };
};

const createSnapshot: Step = async (world, { branches, snapshotIds }, draw) => {
  const branch = pickFrom(
    branches.filter(({ parent_id }) => parent_id === undefined),
    draw.pick,
  );
  if (!branch || snapshotIds.length > 2) return undefined;
  const { lsn, rows } = choosePoint(world, branch.id, draw);
  const query = lsn === undefined ? '' : `?lsn=${encodeURIComponent(lsn)}`;
  const made = await post<{ snapshot: Snapshot }>(world, `branches/${branch.id}/snapshot${query}`);
  return async () => {
    if (await hasSucceeded(world, made.operations, 'create_branch')) {
      world.expected.set(made.snapshot.id, { rows, points: [] });
    }
  };
};

const deleteSnapshot: Step = async (world, { snapshotIds }, { pick }) => {
  const id = pickFrom(snapshotIds, pick);
  if (id === undefined) return undefined;
  const made: { operations: Operation[] } = (await world.real.call('DELETE', `${world.projectPath}/snapshots/${id}`))
    .body;
  return async () => {
    if (await hasSucceeded(world, made.operations, 'delete_timeline')) world.expected.delete(id);
  };
};

const restoreSnapshot: Step = async (world, { snapshotIds, branches }, { pick, flag }) => {
  const id = pickFrom(snapshotIds, pick);
  if (id === undefined || branches.length > 5) return undefined;
  const { rows } = expectedOf(world, id);
  const target = flag ? branches.find(({ default: isDefault }) => isDefault) : undefined;
  const made = await post<{ branch: Branch }>(world, `snapshots/${id}/restore`, {
    finalize_restore: flag,
    ...(target ? { target_branch_id: target.id } : {}),
  });
  return async () => {
    if (await hasSucceeded(world, made.operations, 'create_branch')) {
      world.expected.set(made.branch.id, { rows, points: [] });
    }
  };
};

/** Defines a change of roles or databases. Its effect is compared with Postgres instead of being recorded. */
function changeContents(
  call: (branchPath: string, draw: Draw) => readonly [method: string, path: string, body?: object],
): Step {
  return async (world, { branches }, draw) => {
    const branch = pickFrom(branches, draw.pick);
    if (!branch) return undefined;
    const [method, path, body] = call(`${world.projectPath}/branches/${branch.id}`, draw);
    const { status, body: made } = await world.real.call(method, path, body);
    if (status !== 200 && status !== 201) return undefined;
    const { operations }: { operations: Operation[] } = made;
    return async () => {
      await hasSucceeded(world, operations, 'apply_config');
      // At their earlier points, the roles and databases differ.
      const { rows } = expectedOf(world, branch.id);
      world.expected.set(branch.id, { rows, points: [] });
    };
  };
}

const nameFor = ({ other }: Draw): string => pickFrom(NAMES, other) ?? NAMES[0];

/** The data-plane methods that each step uses. */
export const METHODS: Readonly<Record<string, readonly FailingMethod[]>> = {
  createBranch: ['copyBranch', 'applyRole', 'startEndpoint'],
  restore: ['replaceBranchData', 'applyRole', 'startEndpoint'],
  deleteBranch: ['suspendEndpoint', 'closeEndpoint', 'dropBranch'],
  createSnapshot: ['copyBranch'],
  deleteSnapshot: ['dropBranch'],
  restoreSnapshot: ['copyBranch', 'suspendEndpoint', 'closeEndpoint', 'startEndpoint'],
  createRole: ['applyRole'],
  deleteRole: ['dropRole'],
  resetPassword: ['applyRole'],
  createDatabase: ['createDatabase'],
  renameDatabase: ['changeDatabase'],
  deleteDatabase: ['dropDatabase'],
};

export const STEPS: Readonly<Record<string, Step>> = {
  write,
  createBranch,
  restore,
  deleteBranch,
  createSnapshot,
  deleteSnapshot,
  restoreSnapshot,
  createRole: changeContents((path, draw) => ['POST', `${path}/roles`, { role: { name: nameFor(draw) } }]),
  deleteRole: changeContents((path, draw) => ['DELETE', `${path}/roles/${nameFor(draw)}`]),
  resetPassword: changeContents((path, draw) => ['POST', `${path}/roles/${nameFor(draw)}/reset_password`]),
  createDatabase: changeContents((path, draw) => [
    'POST',
    `${path}/databases`,
    { database: { name: nameFor(draw), owner_name: 'neondb_owner' } },
  ]),
  renameDatabase: changeContents((path, draw) => [
    'PATCH',
    `${path}/databases/${nameFor(draw)}`,
    { database: { name: draw.flag ? 'renamed' : nameFor(draw) } },
  ]),
  deleteDatabase: changeContents((path, draw) => ['DELETE', `${path}/databases/${nameFor(draw)}`]),
};
