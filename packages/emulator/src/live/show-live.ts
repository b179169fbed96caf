import type { Branch, Endpoint, Operation } from '@neon-api/types';
import type { DataPlane } from '../data-plane/index.ts';
import { showEndpoint, sizeBytesOf, suspendDueMs } from '../handlers/index.ts';
import type { BranchRecord, ProjectRecord } from '../state/index.ts';
import type { LiveEndpoint, LiveProject } from './live-change.ts';

/** As many operations of a project as a timeline shows. */
const MOST_OPERATIONS = 500;

export function showLiveProject({ project, branches, endpoints }: ProjectRecord): LiveProject {
  const { id, name, region_id, pg_version, created_at, history_retention_seconds, org_id } = project;
  const awake = [...endpoints.values()].filter(({ current_state }) => current_state === 'active').length;
  return {
    ...{ id, name, region_id, pg_version, created_at, history_retention_seconds, branches: branches.size, awake },
    ...(org_id === undefined ? {} : { org_id }),
  };
}

/** Shows the branch without its usage, which grows with time even if nothing happens. */
export function showLiveBranch(record: BranchRecord): Branch {
  const { branch } = record;
  const size = branch.current_state === 'ready' ? { logical_size: sizeBytesOf(record) } : {};
  return { ...branch, ...size };
}

export function showLiveEndpoint(endpoint: Endpoint, dataPlane: Pick<DataPlane, 'address'>): LiveEndpoint {
  const dueMs = suspendDueMs(endpoint);
  return {
    ...showEndpoint(endpoint, dataPlane),
    ...(Number.isFinite(dueMs) ? { suspends_at: new Date(dueMs).toISOString() } : {}),
  };
}

/** Returns the latest operations that the API shows, oldest first. */
export function latestOperations({ operations }: ProjectRecord): Operation[] {
  return operations
    .filter(({ hidden }) => !hidden)
    .slice(-MOST_OPERATIONS)
    .map(({ operation }) => operation);
}
