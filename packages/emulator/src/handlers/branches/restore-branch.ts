import type { RestoreProjectBranchParams, RestoreProjectBranchResponse } from '@neon-api/types';
import { ruleForbids } from '../../errors/index.ts';
import { captureRecords, planRestoreBranch, requireUnlocked, undoneBy } from '../../operations/index.ts';
import type { BranchRecord, PointInTime, ProjectRecord } from '../../state/index.ts';
import { timestampOf } from '../../support/index.ts';
import {
  checkIsReady,
  childrenOf,
  findBranch,
  findProject,
  servicesOf,
  showBranch,
  showOperations,
} from '../common/index.ts';
import type { Handler, HandlerContext } from '../handler.ts';
import { disableTrigger } from '../triggers/index.ts';
import { checkBranchNameIsFree, checkCanBeParent } from './branch-rules.ts';
import { prepareSource } from './choose-point.ts';
import { carryServices, contentsAt, copyContents } from './copy-contents.ts';
import { newBranch, secondsUntil, showPoint } from './new-branch.ts';

/** Restores a branch. A reset from parent is a restore from the parent's head. */
export const restoreProjectBranch: Handler<RestoreProjectBranchParams, RestoreProjectBranchResponse> = async (
  context,
  { project_id, branch_id, body },
) => {
  const asked = { lsn: body.source_lsn, timestamp: body.source_timestamp };
  const point = await prepareSource(context, project_id, body.source_branch_id, asked);
  const project = findProject(context, project_id);
  const target = findBranch(project, branch_id);
  const source = findBranch(project, body.source_branch_id);
  requireUnlocked(project);
  checkRestore({ project, target, source, point, preserveUnder: body.preserve_under_name });

  const backup =
    body.preserve_under_name === undefined
      ? undefined
      : newBranch(context, project, { name: body.preserve_under_name, isDefault: false, isProtected: false });
  const before = captureRecords(project, { branches: listChanged(project, target, backup) });
  if (backup) moveToBackup(context, project, target, backup);
  restartFrom(context, target, { source, parent: source === target ? (backup ?? source) : source, point });
  const plan = planRestoreBranch({
    branchId: branch_id,
    sourceId: source.branch.id,
    point,
    backupId: backup?.branch.id,
  });
  const scheduled = context.operations.schedule(project, undoneBy(plan, 'replace-branch', before));
  return { branch: showBranch(project, target, context.clock.now()), operations: showOperations(scheduled) };
};

interface Restore {
  readonly project: ProjectRecord;
  readonly target: BranchRecord;
  readonly source: BranchRecord;
  readonly point: PointInTime | undefined;
  readonly preserveUnder: string | undefined;
}

/** Checks every rule about which branches can be restored from which. */
function checkRestore({ project, target, source, point, preserveUnder }: Restore): void {
  if (target.branch.protected) throw ruleForbids('cannot restore or reset a protected branch; unprotect it first');
  if (target === source) checkIsReady(source.branch);
  else checkCanBeParent(source.branch);
  if (target === source && (!point || preserveUnder === undefined)) {
    throw ruleForbids(
      'restoring a branch from itself requires source_lsn or source_timestamp, and preserve_under_name',
    );
  }
  const [child] = childrenOf(project, target.branch.id);
  if (child && preserveUnder === undefined) {
    throw ruleForbids(`the branch has children (${child.id}); pass preserve_under_name to move them to that branch`);
  }
  if (preserveUnder !== undefined) checkBranchNameIsFree(project, preserveUnder);
}

/** Lists the branches that a restore changes: a backup takes over the branch's children. */
function listChanged(project: ProjectRecord, { branch }: BranchRecord, backup: BranchRecord | undefined): string[] {
  return backup ? [branch.id, backup.branch.id, ...childrenOf(project, branch.id).map(({ id }) => id)] : [branch.id];
}

/** Moves the branch's parent, children and contents to the backup. */
function moveToBackup(
  context: HandlerContext,
  project: ProjectRecord,
  target: BranchRecord,
  backup: BranchRecord,
): void {
  const { parent_id, parent_lsn, parent_timestamp } = target.branch;
  Object.assign(backup.branch, {
    ...(parent_id === undefined ? {} : { parent_id }),
    ...(parent_lsn === undefined ? {} : { parent_lsn }),
    ...(parent_timestamp === undefined ? {} : { parent_timestamp }),
  });
  for (const child of childrenOf(project, target.branch.id)) child.parent_id = backup.branch.id;
  copyContents(context, target, backup, { newPasswords: false });
  carryServices(context, target.services, backup, 'onCreate');
  keepTriggers(target, backup);
  // The backup continues the WAL.
  if (target.reading) backup.reading = { ...target.reading, isCurrent: false };
  project.branches.set(backup.branch.id, backup);
}

/** The branch's children, which are the backup's now, still see its triggers. On the backup itself none fires. */
function keepTriggers({ services }: BranchRecord, backup: BranchRecord): void {
  if (!services?.triggers) return;
  servicesOf(backup).triggers = services.triggers.map(({ id, config }) =>
    config ? { id, config: disableTrigger(config) } : { id },
  );
}

interface Origin {
  readonly source: BranchRecord;
  readonly parent: BranchRecord;
  readonly point: PointInTime | undefined;
}

function restartFrom(context: HandlerContext, target: BranchRecord, { source, parent, point }: Origin): void {
  const { branch } = target;
  const now = timestampOf(context.clock);
  const contents = contentsAt(source, point);
  if (source === target) Object.assign(target, { roles: [...contents.roles], databases: [...contents.databases] });
  else copyContents(context, contents, target, { newPasswords: false });
  const isReset = branch.parent_id === source.branch.id && !point;
  carryServices(context, contents.services, target, isReset ? 'onReset' : 'onRestore');
  if (source.reading) target.reading = { sizeBytes: source.reading.sizeBytes, isCurrent: false };
  if (isReset) branch.last_reset_at = now;
  delete branch.parent_lsn;
  delete branch.parent_timestamp;
  Object.assign(branch, { parent_id: parent.branch.id, ...showPoint(point, now) });
  // A reset restarts the branch's time to expiry.
  if (branch.expires_at !== undefined && branch.ttl_interval_seconds !== undefined) {
    branch.expires_at = new Date(context.clock.now() + branch.ttl_interval_seconds * 1000).toISOString();
    branch.ttl_interval_seconds = secondsUntil(branch.expires_at, context.clock.now());
  }
  branch.current_state = 'resetting';
  branch.pending_state = 'ready';
  branch.state_changed_at = now;
  branch.updated_at = now;
}
