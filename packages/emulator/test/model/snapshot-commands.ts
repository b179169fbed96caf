import type { CreateSnapshotResponse, RestoreSnapshotResponse } from '@neon-api/types';
import fc from 'fast-check';
import { copyOf } from './branch-commands.ts';
import { anIndex, defineCommand, type ModelCommand } from './define-command.ts';
import {
  endpointsOn,
  isNameTaken,
  liveBranch,
  liveProject,
  type ModelProject,
  newModelBranch,
  pickFrom,
} from './model.ts';

const createSnapshot = defineCommand('createSnapshot', anIndex, (model, index) => {
  const picked = liveBranch(model, index);
  if (!picked) return undefined;
  const { project, id, branch } = picked;
  const isRoot = branch.parentId === undefined;
  return {
    call: { method: 'POST', path: `/projects/${project.id}/branches/${id}/snapshot` },
    status: isRoot ? 200 : 422,
    apply({ snapshot }: CreateSnapshotResponse) {
      if (isRoot) project.snapshots.set(snapshot.id, { sourceId: id, ...copyOf(branch) });
    },
  };
});

const deleteSnapshot = defineCommand('deleteSnapshot', anIndex, (model, index) => {
  const project = liveProject(model, index);
  const id = project && pickFrom(project.snapshots.keys(), index >> 2);
  if (id === undefined) return undefined;
  return {
    call: { method: 'DELETE', path: `/projects/${project?.id}/snapshots/${id}` },
    status: 202,
    apply: () => {
      project?.snapshots.delete(id);
    },
  };
});

const restoreSnapshot = defineCommand(
  'restoreSnapshot',
  fc.tuple(anIndex, fc.boolean()),
  (model, [index, finalizes]) => {
    const project = liveProject(model, index);
    const picked = project && pickFrom(project.snapshots, index >> 2);
    if (!picked) return undefined;
    const [id, snapshot] = picked;
    const isGone = finalizes && !project.branches.has(snapshot.sourceId);
    return {
      call: {
        method: 'POST',
        path: `/projects/${project.id}/snapshots/${id}/restore`,
        body: { finalize_restore: finalizes },
      },
      status: isGone ? 404 : 200,
      apply({ branch }: RestoreSnapshotResponse) {
        if (isGone) return;
        const contents = { roles: new Set(snapshot.roles), databases: new Map(snapshot.databases) };
        const { name } = branch;
        const restored = { name, restore: 'restored', replaces: snapshot.sourceId, ...contents } as const;
        project.branches.set(branch.id, newModelBranch(restored));
        if (finalizes) takePlace(project, branch.id);
      },
    };
  },
);

const finalizeRestore = defineCommand('finalizeRestore', anIndex, (model, index) => {
  const picked = liveBranch(model, index);
  if (!picked) return undefined;
  const { project, id, branch } = picked;
  const status = branch.restore !== 'restored' ? 422 : project.branches.has(branch.replaces ?? '') ? 200 : 404;
  return {
    call: { method: 'POST', path: `/projects/${project.id}/branches/${id}/finalize_restore` },
    status,
    apply: () => {
      if (status === 200) takePlace(project, id);
    },
  };
});

function takePlace(project: ModelProject, id: string): void {
  const restored = project.branches.get(id);
  const replacedId = restored?.replaces ?? '';
  const replaced = project.branches.get(replacedId);
  if (!restored || !replaced) throw new Error('The model has no branch to replace.');
  const { name } = replaced;
  let oldName = `${name} (old)`;
  for (let count = 2; isNameTaken(project, oldName); count++) oldName = `${name} (old) ${count}`;
  replaced.name = oldName;
  restored.name = name;
  restored.restore = 'finalized';
  if (replaced.isDefault) {
    replaced.isDefault = false;
    restored.isDefault = true;
  }
  for (const endpoint of endpointsOn(project, replacedId).values()) endpoint.branchId = id;
}

export const snapshotCommands: fc.Arbitrary<ModelCommand>[] = [
  createSnapshot,
  deleteSnapshot,
  restoreSnapshot,
  finalizeRestore,
];
