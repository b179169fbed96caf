import type { Branch } from '@neon-api/types';
import {
  type BranchRecord,
  drawFree,
  newBranchOrEndpointId,
  type PointInTime,
  type ProjectRecord,
} from '../../state/index.ts';
import { timestampOf } from '../../support/index.ts';
import type { HandlerContext } from '../handler.ts';

export interface NewBranch {
  readonly name?: string | undefined;
  readonly isDefault: boolean;
  readonly isProtected: boolean;
  readonly parentId?: string | undefined;
  /** The point in the parent's history; undefined is its head. */
  readonly point?: PointInTime | undefined;
  readonly isSchemaOnly?: boolean;
  readonly expiresAt?: string | undefined;
}

/** Creates a branch in its first state, without roles and databases. The default name is its id. */
export function newBranch(
  { clock, random, store }: HandlerContext,
  project: ProjectRecord,
  wanted: NewBranch,
): BranchRecord {
  const now = timestampOf(clock);
  const id = drawFree(
    () => newBranchOrEndpointId('br', project.suffixStart, random),
    (candidate) =>
      project.branches.has(candidate) || project.deletedBranches.some(({ branch }) => branch.id === candidate),
  );
  const [user] = store.state.users;
  const branch: Branch = {
    id,
    project_id: project.project.id,
    ...(wanted.parentId ? { parent_id: wanted.parentId, ...showPoint(wanted.point, now) } : {}),
    name: wanted.name ?? id,
    current_state: 'init',
    pending_state: 'ready',
    state_changed_at: now,
    creation_source: 'console',
    primary: wanted.isDefault,
    default: wanted.isDefault,
    protected: wanted.isProtected,
    cpu_used_sec: 0,
    compute_time_seconds: 0,
    active_time_seconds: 0,
    written_data_bytes: 0,
    data_transfer_bytes: 0,
    created_at: now,
    updated_at: now,
    created_by: { name: user?.name ?? '', image: '' },
    init_source: wanted.isSchemaOnly ? 'schema-only' : 'parent-data',
    ...(wanted.expiresAt
      ? { expires_at: wanted.expiresAt, ttl_interval_seconds: secondsUntil(wanted.expiresAt, clock.now()) }
      : {}),
  };
  return { branch, roles: [], databases: [] };
}

/** Identifies a head by its time. */
export function showPoint(
  point: PointInTime | undefined,
  now: string,
): Pick<Branch, 'parent_lsn'> | Pick<Branch, 'parent_timestamp'> {
  if (!point) return { parent_timestamp: now };
  return 'lsn' in point ? { parent_lsn: point.lsn } : { parent_timestamp: point.timestamp };
}

export function secondsUntil(time: string, nowMs: number): number {
  return Math.round((Date.parse(time) - nowMs) / 1000);
}
