import type {
  Branch,
  FinalizeRestoreBranchParams,
  FinalizeRestoreBranchResponse,
  RestoreSnapshotParams,
  RestoreSnapshotResponse,
  Snapshot,
} from '@neon-api/types';
import { notFound, ruleForbids } from '../../errors/index.ts';
import type { OperationRequest } from '../../operations/index.ts';
import { captureRecords, planCreateBranch, planTakeOver, requireUnlocked, undoneBy } from '../../operations/index.ts';
import type { BranchRecord, BranchServices, ProjectRecord, RecordsBefore, SnapshotRecord } from '../../state/index.ts';
import { timestampOf } from '../../support/index.ts';
import { carryServices, checkBranchNameIsFree, copyContents, makeDefault, newBranch } from '../branches/index.ts';
import {
  endpointsOf,
  findBranch,
  findProject,
  newServices,
  showBranch,
  showEndpoints,
  showOperations,
} from '../common/index.ts';
import type { Handler, HandlerContext } from '../handler.ts';
import { findSnapshot } from './snapshot-handlers.ts';

/** Restores to a new branch. With `finalize_restore` it takes over the computes and name of the branch it replaces. */
export const restoreSnapshot: Handler<RestoreSnapshotParams, RestoreSnapshotResponse> = (
  context,
  { project_id, snapshot_id, name: nameInQuery, body = {} },
) => {
  const project = findProject(context, project_id);
  const record = findSnapshot(project, snapshot_id);
  const { snapshot, roles, databases } = record;
  requireUnlocked(project);
  const { finalize_restore: finalizes = false, name = nameInQuery } = body;
  const targetId = body.target_branch_id ?? snapshot.source_branch_id ?? '';
  if (finalizes || body.target_branch_id !== undefined) findBranch(project, targetId);
  if (name !== undefined) checkBranchNameIsFree(project, name);

  const restored = newBranch(context, project, { name, isDefault: false, isProtected: false });
  Object.assign(restored.branch, { restore_status: 'restored', restored_from: snapshot.id, restored_as: targetId });
  copyContents(context, { roles, databases, ...readingOf(snapshot) }, restored, { newPasswords: false });
  carryServices(context, servicesFor(record, project.branches.get(targetId)), restored, 'onCreate');
  project.branches.set(restored.branch.id, restored);
  const copy = { branchId: restored.branch.id, parentId: snapshot.id, setPasswords: false, endpoints: [] };
  const { plan: takeOver, before } = finalizes
    ? replaceOriginal(context, project, restored, undefined)
    : { plan: [], before: {} };
  const made = { branches: { [restored.branch.id]: null } };
  const scheduled = context.operations.schedule(project, [
    // Without computes to move, only the copy can fail.
    ...undoneBy(planCreateBranch(copy), 'copy-branch', takeOver.length === 0 ? { ...before, ...made } : made),
    ...takeOver,
  ]);
  return {
    branch: showBranch(project, restored, context.clock.now()),
    endpoints: showEndpoints(endpointsOf(project, restored.branch.id), context.dataPlane),
    operations: showOperations(scheduled),
  };
};

/** A restore rolls back only what is in the database: the other services are those of the branch that it restores. */
function servicesFor({ auth }: SnapshotRecord, target: BranchRecord | undefined): BranchServices | undefined {
  if (!auth && !target?.services) return undefined;
  const { auth: _present, ...others } = target?.services ?? newServices();
  return { ...others, ...(auth ? { auth } : {}) };
}

/** Returns the size of the branch at the time of the snapshot. */
function readingOf({ full_size: sizeBytes }: Snapshot): Pick<BranchRecord, 'reading'> {
  return sizeBytes === undefined ? {} : { reading: { sizeBytes, isCurrent: false } };
}

export const finalizeRestoreBranch: Handler<FinalizeRestoreBranchParams, FinalizeRestoreBranchResponse> = (
  context,
  { project_id, branch_id, body = {} },
) => {
  const project = findProject(context, project_id);
  const restored = findBranch(project, branch_id);
  requireUnlocked(project);
  if (restored.branch.restore_status !== 'restored') {
    throw ruleForbids('only a branch that was restored from a snapshot and is not finalized can be finalized');
  }
  if (body.name !== undefined) checkBranchNameIsFree(project, body.name);
  const { plan } = replaceOriginal(context, project, restored, body.name);
  return { operations: showOperations(context.operations.schedule(project, plan)) };
};

interface TakeOver {
  readonly plan: readonly OperationRequest[];
  /** The previous records. The last move restores them if the plan fails before any start. */
  readonly before: RecordsBefore;
}

/** Gives the restored branch the computes, name and default status of the other, which becomes `NAME (old)`. */
function replaceOriginal(
  { clock }: HandlerContext,
  project: ProjectRecord,
  restored: BranchRecord,
  oldName: string | undefined,
): TakeOver {
  const replaced = project.branches.get(restored.branch.restored_as ?? '');
  if (!replaced) throw notFound('branch');
  const { name } = replaced.branch;
  const endpoints = endpointsOf(project, replaced.branch.id);
  const before = {
    ...captureRecords(project, { endpoints: endpoints.map(({ id }) => id) }),
    branchFields: {
      [replaced.branch.id]: transferredFields(replaced),
      [restored.branch.id]: transferredFields(restored),
    },
  };
  replaced.branch.name = oldName ?? findFreeName(project, `${name} (old)`);
  restored.branch.name = name;
  restored.branch.restore_status = 'finalized';
  if (replaced.branch.default) makeDefault(project, restored);
  restored.branch.updated_at = timestampOf(clock);
  replaced.branch.updated_at = timestampOf(clock);
  const plan = undoneBy(planTakeOver(endpoints), 'move-endpoint', before);
  for (const endpoint of endpoints) endpoint.branch_id = restored.branch.id;
  return { plan, before };
}

/** Picks the fields that move to the restored branch. */
function transferredFields({ branch }: BranchRecord): Partial<Branch> {
  const { name, default: isDefault, primary = isDefault, restore_status: status } = branch;
  return { name, default: isDefault, primary, ...(status === undefined ? {} : { restore_status: status }) };
}

function findFreeName({ branches }: ProjectRecord, wanted: string): string {
  const taken = new Set([...branches.values()].map(({ branch }) => branch.name));
  for (let count = 1; ; count++) {
    const name = count === 1 ? wanted : `${wanted} ${count}`;
    if (!taken.has(name)) return name;
  }
}
