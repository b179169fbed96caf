import type {
  Branch,
  ListProjectBranchDatabasesResponse,
  ListProjectBranchesResponse,
  ListProjectBranchRolesResponse,
  ListProjectEndpointsResponse,
  ListProjectsResponse,
  ListSnapshotsResponse,
} from '@neon-api/types';
import { expect } from 'vitest';
import { LOCAL_ORG_ID } from '../../src/state/index.ts';
import type { Model, ModelBranch, ModelProject } from './model.ts';
import type { Real } from './real.ts';

/** Checks that the API lists exactly what the model contains. */
export async function compareWithModel(model: Model, real: Real): Promise<void> {
  const read = async <Body>(path: string): Promise<Body> => (await real.call('GET', path)).body;
  const listed = await read<ListProjectsResponse>(`/projects?limit=400&org_id=${LOCAL_ORG_ID}`);
  const live = [...model.projects.values()].filter(({ isDeleted }) => !isDeleted);
  expect(listed.projects.map(({ id, name }) => [id, name]).toSorted()).toEqual(
    live.map(({ id, name }) => [id, name]).toSorted(),
  );
  for (const project of live) await compareProject(project, read);
}

type Read = <Body>(path: string) => Promise<Body>;

async function compareProject(project: ModelProject, read: Read): Promise<void> {
  const base = `/projects/${project.id}`;
  const { branches } = await read<ListProjectBranchesResponse>(`${base}/branches?include_deleted=true`);
  const present = branches.filter(({ recovery }) => !recovery);
  expect(byId(present, showBranch)).toEqual(
    new Map([...project.branches].map(([id, branch]) => [id, expected(branch)])),
  );
  expect(
    branches
      .filter(({ recovery }) => recovery)
      .map(({ id }) => id)
      .toSorted(),
  ).toEqual([...project.deletedBranches.keys()].toSorted());

  const { endpoints } = await read<ListProjectEndpointsResponse>(`${base}/endpoints`);
  expect(
    byId(endpoints, (endpoint) => ({
      branchId: endpoint.branch_id,
      type: endpoint.type,
      isActive: endpoint.current_state === 'active',
    })),
  ).toEqual(project.endpoints);

  const { snapshots } = await read<ListSnapshotsResponse>(`${base}/snapshots`);
  expect(snapshots.map(({ id }) => id).toSorted()).toEqual([...project.snapshots.keys()].toSorted());

  for (const [id, branch] of project.branches) {
    const { roles } = await read<ListProjectBranchRolesResponse>(`${base}/branches/${id}/roles`);
    expect(new Set(roles.map(({ name }) => name))).toEqual(branch.roles);
    const { databases } = await read<ListProjectBranchDatabasesResponse>(`${base}/branches/${id}/databases`);
    expect(new Map(databases.map(({ name, owner_name }) => [name, owner_name]))).toEqual(branch.databases);
  }
}

function showBranch({ name, parent_id, default: isDefault, current_state, ...branch }: Branch): object {
  return { name, parentId: parent_id, isDefault, isProtected: branch.protected, state: current_state };
}

function expected({ name, parentId, isDefault, isProtected }: ModelBranch): object {
  return { name, parentId, isDefault, isProtected, state: 'ready' };
}

function byId<Item extends { readonly id: string }, Shown>(
  items: readonly Item[],
  show: (item: Item) => Shown,
): Map<string, Shown> {
  return new Map(items.map((item) => [item.id, show(item)]));
}
