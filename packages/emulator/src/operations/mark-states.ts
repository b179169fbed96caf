import type { Endpoint } from '@neon-api/types';
import type { BranchRecord, ProjectRecord } from '../state/index.ts';
import { beginUsage, endUsage } from './usage.ts';

export function markBranchReady({ branch }: BranchRecord, now: string): void {
  branch.current_state = 'ready';
  delete branch.pending_state;
  branch.state_changed_at = now;
  branch.updated_at = now;
}

export function markEndpointActive(record: ProjectRecord, endpoint: Endpoint, now: string): void {
  endpoint.current_state = 'active';
  delete endpoint.pending_state;
  endpoint.started_at = now;
  endpoint.last_active = now;
  endpoint.updated_at = now;
  record.project.compute_last_active_at = now;
  const reading = record.branches.get(endpoint.branch_id)?.reading;
  if (reading) reading.isCurrent = false;
  beginUsage(record, endpoint, Date.parse(now));
}

export function markEndpointIdle(record: ProjectRecord, endpoint: Endpoint, now: string): void {
  endpoint.current_state = 'idle';
  delete endpoint.pending_state;
  endpoint.suspended_at = now;
  endpoint.updated_at = now;
  endUsage(record, endpoint.id, Date.parse(now));
}
