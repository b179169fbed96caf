import type { Endpoint } from '@neon-api/types';
import type { DeletedBranchRecord, ProjectRecord, ScheduleRecord, State } from '../../state/index.ts';
import { RECOVERY_MS } from '../common/index.ts';
import { triggersDueMs } from '../triggers/index.ts';

const HOUR_MS = 3_600_000;
/** Docs: 0 means the default, five minutes. */
const DEFAULT_SUSPEND_SECONDS = 300;

/** Returns when the next housekeeping is due; infinity if never. */
export function findNextDueMs(state: State): number {
  let dueMs = Number.POSITIVE_INFINITY;
  for (const project of state.projects.values()) dueMs = Math.min(dueMs, projectDueMs(project));
  return dueMs;
}

function projectDueMs(project: ProjectRecord): number {
  if (project.isDeleted) {
    const goneAt = project.deletedAt ?? project.failedAt;
    return goneAt === undefined ? Number.POSITIVE_INFINITY : purgeDueMs(goneAt);
  }
  let dueMs = Number.POSITIVE_INFINITY;
  for (const record of project.branches.values()) {
    const { branch, schedule } = record;
    dueMs = Math.min(dueMs, triggersDueMs(record));
    if (branch.expires_at !== undefined) dueMs = Math.min(dueMs, Date.parse(branch.expires_at));
    if (schedule && schedule.items.length > 0) dueMs = Math.min(dueMs, scheduleDueMs(schedule));
  }
  for (const deleted of project.deletedBranches) dueMs = Math.min(dueMs, branchPurgeDueMs(deleted));
  for (const { snapshot } of project.snapshots) {
    if (snapshot.expires_at !== undefined) dueMs = Math.min(dueMs, Date.parse(snapshot.expires_at));
  }
  for (const endpoint of project.endpoints.values()) dueMs = Math.min(dueMs, suspendDueMs(endpoint));
  return dueMs;
}

/** Schedules run at full hours. */
export function scheduleDueMs({ checkedAt }: ScheduleRecord): number {
  return (Math.floor(Date.parse(checkedAt) / HOUR_MS) + 1) * HOUR_MS;
}

export function purgeDueMs(deletedAt: string): number {
  return Date.parse(deletedAt) + RECOVERY_MS;
}

export function branchPurgeDueMs({ deletedAt }: DeletedBranchRecord): number {
  return purgeDueMs(deletedAt);
}

/** Returns when an idle compute is suspended. A timeout of −1 means never, 0 the default. */
export function suspendDueMs(endpoint: Endpoint): number {
  const { current_state, pending_state, last_active, suspend_timeout_seconds: seconds } = endpoint;
  if (current_state !== 'active' || pending_state !== undefined || last_active === undefined || seconds < 0)
    return Number.POSITIVE_INFINITY;
  return Date.parse(last_active) + (seconds || DEFAULT_SUSPEND_SECONDS) * 1000;
}
