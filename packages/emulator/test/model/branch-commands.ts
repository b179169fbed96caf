import type { ListProjectBranchesResponse } from '@neon-api/types';
import fc from 'fast-check';
import type { CreatedBranch } from '../support/api.ts';
import { aBranchName, anIndex, defineCommand, type ModelCommand } from './define-command.ts';
import {
  endpointsOn,
  hasChildren,
  isNameTaken,
  liveBranch,
  liveProject,
  type ModelBranch,
  newModelBranch,
  type PickedBranch,
  pickFrom,
} from './model.ts';
import type { Real } from './real.ts';

const pathOf = ({ project, id }: PickedBranch): string => `/projects/${project.id}/branches/${id}`;

const createBranch = defineCommand(
  'createBranch',
  fc.tuple(anIndex, fc.option(aBranchName, { nil: undefined }), fc.boolean(), fc.boolean()),
  (model, [index, name, isProtected, withEndpoint]) => {
    const parent = liveBranch(model, index);
    if (!parent) return undefined;
    const { project, branch } = parent;
    const isTaken = name !== undefined && isNameTaken(project, name);
    const endpoints = withEndpoint ? [{ type: 'read_write' }] : [];
    return {
      call: {
        method: 'POST',
        path: `/projects/${project.id}/branches`,
        body: { branch: { parent_id: parent.id, name, protected: isProtected }, endpoints },
      },
      status: isTaken ? 409 : 201,
      apply(created: CreatedBranch) {
        if (isTaken) return;
        const child = { name: created.branch.name, parentId: parent.id, isProtected, ...copyOf(branch) };
        project.branches.set(created.branch.id, newModelBranch(child));
        for (const { id } of created.endpoints) {
          project.endpoints.set(id, { branchId: created.branch.id, type: 'read_write', isActive: true });
        }
      },
    };
  },
);

const updateBranch = defineCommand(
  'updateBranch',
  fc.tuple(anIndex, fc.option(aBranchName, { nil: undefined }), fc.option(fc.boolean(), { nil: undefined })),
  (model, [index, name, isProtected]) => {
    const picked = liveBranch(model, index);
    if (!picked) return undefined;
    const isTaken = name !== undefined && isNameTaken(picked.project, name, picked.id);
    return {
      call: { method: 'PATCH', path: pathOf(picked), body: { branch: { name, protected: isProtected } } },
      status: isTaken ? 409 : 200,
      apply: () => {
        if (isTaken) return;
        picked.branch.name = name ?? picked.branch.name;
        picked.branch.isProtected = isProtected ?? picked.branch.isProtected;
      },
    };
  },
);

const deleteBranch = defineCommand('deleteBranch', fc.tuple(anIndex, fc.boolean()), (model, [index, isHard]) => {
  const picked = liveBranch(model, index);
  if (!picked) return undefined;
  const { project, id, branch } = picked;
  const isForbidden = branch.isDefault || branch.isProtected || hasChildren(project, id);
  return {
    call: { method: 'DELETE', path: `${pathOf(picked)}?hard_delete=${isHard}` },
    status: isForbidden ? 422 : 200,
    apply: () => {
      if (isForbidden) return;
      const endpoints = endpointsOn(project, id);
      for (const [endpointId, endpoint] of endpoints) {
        endpoint.isActive = false;
        project.endpoints.delete(endpointId);
      }
      project.branches.delete(id);
      if (!isHard) project.deletedBranches.set(id, { branch, endpoints });
    },
  };
});

const deleteMissingBranch = defineCommand('deleteMissingBranch', anIndex, (model, index) => {
  const project = liveProject(model, index);
  return project && { call: { method: 'DELETE', path: `/projects/${project.id}/branches/br-none` }, status: 204 };
});

const recoverBranch = defineCommand('recoverBranch', anIndex, (model, index) => {
  const project = liveProject(model, index);
  const picked = project && pickFrom(project.deletedBranches, index >> 2);
  if (!picked) return undefined;
  const [id, { branch, endpoints }] = picked;
  const isOrphan = branch.parentId !== undefined && !project.branches.has(branch.parentId);
  const status = isNameTaken(project, branch.name) ? 409 : isOrphan ? 422 : 200;
  return {
    call: { method: 'POST', path: `/projects/${project.id}/branches/${id}/recover` },
    status,
    apply: () => {
      if (status !== 200) return;
      project.deletedBranches.delete(id);
      project.branches.set(id, branch);
      for (const [endpointId, endpoint] of endpoints) project.endpoints.set(endpointId, endpoint);
    },
  };
});

const setDefault = defineCommand('setDefault', anIndex, (model, index) => {
  const picked = liveBranch(model, index);
  if (!picked) return undefined;
  return {
    call: { method: 'POST', path: `${pathOf(picked)}/set_as_default` },
    status: 200,
    apply: () => {
      for (const branch of picked.project.branches.values()) branch.isDefault = branch === picked.branch;
    },
  };
});

const restoreBranch = defineCommand(
  'restoreBranch',
  fc.tuple(anIndex, anIndex, fc.boolean(), fc.option(aBranchName, { nil: undefined })),
  (model, [index, sourceIndex, withPoint, preserveUnder]) => {
    const target = liveBranch(model, index);
    const source = target && pickFrom(target.project.branches, sourceIndex);
    if (!source) return undefined;
    const [sourceId, sourceBranch] = source;
    const { project, id, branch } = target;
    const isSelf = sourceId === id;
    const isForbidden =
      branch.isProtected ||
      (isSelf && (!withPoint || preserveUnder === undefined)) ||
      (hasChildren(project, id) && preserveUnder === undefined);
    const isTaken = preserveUnder !== undefined && isNameTaken(project, preserveUnder);
    const status = isForbidden ? 422 : isTaken ? 409 : 200;
    const formerContents = copyOf(branch);
    return {
      call: {
        method: 'POST',
        path: `${pathOf(target)}/restore`,
        body: {
          source_branch_id: sourceId,
          ...(withPoint ? { source_lsn: '0/1DE2850' } : {}),
          preserve_under_name: preserveUnder,
        },
      },
      status,
      async apply(_body, real) {
        if (status !== 200) return;
        const contents = copyOf(sourceBranch);
        const formerParentId = branch.parentId;
        if (!isSelf) Object.assign(branch, { parentId: sourceId, ...contents });
        if (preserveUnder === undefined) return;
        const backupId = await findByName(real, project.id, preserveUnder);
        for (const other of project.branches.values()) if (other.parentId === id) other.parentId = backupId;
        if (isSelf) branch.parentId = backupId;
        const kept = isSelf ? contents : formerContents;
        project.branches.set(backupId, newModelBranch({ name: preserveUnder, parentId: formerParentId, ...kept }));
      },
    };
  },
);

/** Finds the id of a branch that a call created as a side effect, which only the list shows. */
async function findByName(real: Real, projectId: string, wanted: string): Promise<string> {
  const answer = await real.call('GET', `/projects/${projectId}/branches`);
  const { branches }: ListProjectBranchesResponse = answer.body;
  const found = branches.find(({ name }) => name === wanted);
  if (!found) throw new Error(`No branch is called ${wanted}.`);
  return found.id;
}

export function copyOf({ roles, databases }: Pick<ModelBranch, 'roles' | 'databases'>): {
  roles: Set<string>;
  databases: Map<string, string>;
} {
  return { roles: new Set(roles), databases: new Map(databases) };
}

export const branchCommands: fc.Arbitrary<ModelCommand>[] = [
  createBranch,
  createBranch,
  updateBranch,
  deleteBranch,
  deleteMissingBranch,
  recoverBranch,
  setDefault,
  restoreBranch,
];
