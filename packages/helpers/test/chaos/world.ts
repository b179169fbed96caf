import { type NeonCaller, paginate } from '@neon-api/client';
import {
  getSnapshotSchedule,
  listApiKeys,
  listProjectBranchDatabases,
  listProjectBranches,
  listProjectBranchRoles,
  listProjectEndpoints,
  listProjects,
  listSnapshots,
} from '@neon-api/client/operations';
import type { Branch } from '@neon-api/types';

/** An existing resource, with the facts that only an intended change may alter. */
export interface Thing {
  readonly kind: 'project' | 'branch' | 'endpoint' | 'role' | 'database' | 'snapshot' | 'key' | 'schedule';
  readonly id: string;
  readonly name: string;
  /** Name of the project: its own, or the one that contains it. */
  readonly project?: string;
  /** Name of the branch: its own, or the one that it belongs to. */
  readonly branch?: string;
  readonly facts: object;
}

/** All resources by kind and id. */
export type World = ReadonlyMap<string, Thing>;

export async function readWorld(neon: NeonCaller): Promise<World> {
  const things: Thing[] = (await listApiKeys(neon, {})).map(({ id, name }) => ({
    ...{ kind: 'key', id: String(id), name, facts: {} },
  }));
  for (const { id, name, org_id, history_retention_seconds } of await paginate(neon, listProjects).collect()) {
    things.push({ kind: 'project', id, name, project: name, facts: { org_id, history_retention_seconds } });
    things.push(...(await readProject(neon, id, name)));
  }
  return new Map(things.map((thing) => [`${thing.kind} ${thing.id}`, thing]));
}

async function readProject(neon: NeonCaller, project_id: string, project: string): Promise<Thing[]> {
  const { branches } = await listProjectBranches(neon, { project_id, limit: 1000 });
  const nameOf = (id: string | undefined): string => branches.find((branch) => branch.id === id)?.name ?? String(id);
  const { endpoints } = await listProjectEndpoints(neon, { project_id });
  const { snapshots } = await listSnapshots(neon, { project_id });
  const ofBranches: Thing[] = [];
  for (const branch of branches) ofBranches.push(...(await readBranch(neon, branch, project)));
  return [
    ...ofBranches,
    ...endpoints.map(
      ({ id, branch_id, type, autoscaling_limit_max_cu, suspend_timeout_seconds }): Thing => ({
        ...{ kind: 'endpoint', id, name: id, project, branch: nameOf(branch_id) },
        facts: { branch_id, type, autoscaling_limit_max_cu, suspend_timeout_seconds },
      }),
    ),
    ...snapshots.map(
      ({ id, name, source_branch_id }): Thing => ({
        ...{ kind: 'snapshot', id, name, project, branch: nameOf(source_branch_id), facts: {} },
      }),
    ),
  ];
}

async function readBranch(neon: NeonCaller, branch: Branch, project: string): Promise<Thing[]> {
  const place = { project_id: branch.project_id, branch_id: branch.id };
  const { roles } = await listProjectBranchRoles(neon, place);
  const { databases } = await listProjectBranchDatabases(neon, place);
  const within = { project, branch: branch.name };
  const { name, parent_id, parent_timestamp, protected: isProtected, expires_at, last_reset_at } = branch;
  const facts = {
    name,
    parent_id,
    parent_timestamp,
    isProtected,
    isDefault: branch.default,
    expires_at,
    last_reset_at,
  };
  const isRoot = parent_id === undefined;
  const schedule = isRoot ? (await getSnapshotSchedule(neon, place)).schedule : [];
  return [
    { kind: 'branch', id: branch.id, name, ...within, facts },
    ...(isRoot ? [{ kind: 'schedule', id: branch.id, name, ...within, facts: schedule } as const] : []),
    ...roles.map((role): Thing => {
      // A new password changes only the time.
      const changed = { updated_at: role.updated_at };
      return { kind: 'role', id: `${branch.id} ${role.name}`, name: role.name, ...within, facts: changed };
    }),
    ...databases.map(
      (database): Thing => ({
        ...{ kind: 'database', id: `${branch.id} ${database.name}`, name: database.name, ...within },
        facts: { owner: database.owner_name },
      }),
    ),
  ];
}

export interface Change {
  readonly what: 'added' | 'removed' | 'changed';
  readonly thing: Thing;
}

/** Lists the differences between two worlds. */
export function compareWorlds(before: World, after: World): Change[] {
  const changes: Change[] = [];
  for (const [key, thing] of before) {
    const now = after.get(key);
    if (now === undefined) changes.push({ what: 'removed', thing });
    else if (JSON.stringify(now.facts) !== JSON.stringify(thing.facts)) changes.push({ what: 'changed', thing: now });
  }
  for (const [key, thing] of after) if (!before.has(key)) changes.push({ what: 'added', thing });
  return changes;
}
