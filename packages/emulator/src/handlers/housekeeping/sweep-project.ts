import type { Branch, Endpoint } from '@neon-api/types';
import type { DataPlane } from '../../data-plane/index.ts';
import { isUnfinished, planDeleteBranch, planSuspend } from '../../operations/index.ts';
import type { BranchRecord, ProjectRecord } from '../../state/index.ts';
import { type Clock, timestampOf } from '../../support/index.ts';
import { removeBranch } from '../branches/index.ts';
import type { SharedContext } from '../handler.ts';
import { findDueMs, newSnapshot, planCreateSnapshot, planDropSnapshot } from '../snapshots/index.ts';
import { fireSchedules } from '../triggers/index.ts';
import { branchPurgeDueMs, purgeDueMs, scheduleDueMs, suspendDueMs } from './due-times.ts';

/** Runs overdue housekeeping in a project. */
export function sweepProject(context: SharedContext, project: ProjectRecord): void {
  const nowMs = context.clock.now();
  if (!project.isDeleted) fireSchedules(context, project);
  // Unfinished operations rely on the current records.
  if (project.operations.some(isUnfinished)) return;
  if (project.failedAt !== undefined) {
    if (purgeDueMs(project.failedAt) <= nowMs) context.store.state.projects.delete(project.project.id);
    return;
  }
  if (project.isDeleted) {
    if (project.deletedAt !== undefined && purgeDueMs(project.deletedAt) <= nowMs) purgeProject(context, project);
    return;
  }
  for (const record of project.branches.values()) {
    const { expires_at: expiresAt } = record.branch;
    if (expiresAt !== undefined && Date.parse(expiresAt) <= nowMs) removeBranch(context, project, record, 'ttl');
    else takeScheduledSnapshots(context, project, record);
  }
  purgeBranches(context, project);
  expireSnapshots(context, project);
  suspendIdleEndpoints(context, project);
}

/** Removes the project after seven days: first its data, children before parents, then its record. */
function purgeProject({ operations }: SharedContext, project: ProjectRecord): void {
  delete project.deletedAt;
  const branches = [...project.branches.values(), ...project.deletedBranches].map(({ branch }) => branch);
  const drops = leavesFirst(branches).flatMap(({ id }) => planDeleteBranch(id, [], { keep: false }));
  const snapshots = project.snapshots.map(planDropSnapshot);
  operations.schedule(
    project,
    [...drops, ...snapshots].map((request) => ({ ...request, hidden: true })),
  );
}

/** Sorts children before their parents. */
function leavesFirst(branches: readonly Branch[]): Branch[] {
  const parents = new Map(branches.map(({ id, parent_id }) => [id, parent_id]));
  const depthOf = (id: string | undefined): number => (id === undefined ? 0 : 1 + depthOf(parents.get(id)));
  return [...branches].sort((a, b) => depthOf(b.id) - depthOf(a.id));
}

function purgeBranches({ operations, clock }: SharedContext, project: ProjectRecord): void {
  const due = project.deletedBranches.filter((deleted) => branchPurgeDueMs(deleted) <= clock.now());
  for (const deleted of due) {
    project.deletedBranches.splice(project.deletedBranches.indexOf(deleted), 1);
    const plan = planDeleteBranch(deleted.branch.id, [], { keep: false });
    operations.schedule(
      project,
      plan.map((request) => ({ ...request, hidden: true })),
    );
  }
}

function expireSnapshots({ operations, clock }: SharedContext, project: ProjectRecord): void {
  const due = project.snapshots.filter(
    ({ snapshot }) => snapshot.expires_at !== undefined && Date.parse(snapshot.expires_at) <= clock.now(),
  );
  for (const record of due) {
    project.snapshots.splice(project.snapshots.indexOf(record), 1);
    operations.schedule(project, [planDropSnapshot(record)]);
  }
}

/** Takes one snapshot per schedule item even if several were missed, because a snapshot of the past is not possible. */
function takeScheduledSnapshots(context: SharedContext, project: ProjectRecord, record: BranchRecord): void {
  const { schedule, branch } = record;
  if (!schedule || branch.current_state !== 'ready' || scheduleDueMs(schedule) > context.clock.now()) return;
  const nowMs = context.clock.now();
  const sinceMs = Date.parse(schedule.checkedAt);
  const due = schedule.items.filter((item) => findDueMs(item, sinceMs, nowMs) !== undefined);
  schedule.checkedAt = timestampOf(context.clock);
  for (const { frequency, retention_seconds: retention } of due) {
    const created = newSnapshot(context, project, record, {
      name: `${branch.name} ${frequency} ${schedule.checkedAt}`,
      expiresAt: retention === undefined ? undefined : new Date(nowMs + retention * 1000).toISOString(),
      point: undefined,
      isManual: false,
    });
    project.snapshots.push(created);
    context.operations.schedule(project, [planCreateSnapshot(created.snapshot.id, branch.id)]);
  }
}

/** If the data plane knows its connections, an endpoint counts as active until the last one ends. */
function suspendIdleEndpoints({ operations, dataPlane, clock }: SharedContext, project: ProjectRecord): void {
  for (const endpoint of project.endpoints.values()) {
    if (suspendDueMs(endpoint) > clock.now()) continue;
    noteLastUse(endpoint, dataPlane, clock);
    if (suspendDueMs(endpoint) <= clock.now()) {
      endpoint.pending_state = 'idle';
      operations.schedule(project, [planSuspend(endpoint)]);
    }
  }
}

function noteLastUse(endpoint: Endpoint, dataPlane: DataPlane, clock: Clock): void {
  const nowMs = clock.now();
  const unknown = { isInUse: dataPlane.kind !== 'off', idleMs: Number.POSITIVE_INFINITY };
  const { isInUse, idleMs } = dataPlane.readUsage?.(endpoint.id) ?? unknown;
  const lastUsedMs = isInUse ? nowMs : nowMs - idleMs;
  if (lastUsedMs > Date.parse(endpoint.last_active ?? '')) endpoint.last_active = new Date(lastUsedMs).toISOString();
}
