import type { OperationRequest } from '../../operations/index.ts';
import {
  type BranchRecord,
  drawFree,
  newSnapshotId,
  type PointInTime,
  type ProjectRecord,
  type SnapshotRecord,
} from '../../state/index.ts';
import { timestampOf } from '../../support/index.ts';
import { contentsAt } from '../branches/index.ts';
import { sizeBytesOf } from '../common/index.ts';
import type { SharedContext } from '../handler.ts';

export interface NewSnapshot {
  readonly name: string | undefined;
  readonly expiresAt: string | undefined;
  readonly point: PointInTime | undefined;
  /** Whether a user created it rather than the schedule. */
  readonly isManual: boolean;
}

/** Copies the branch's roles, databases and users. The planned operation copies the data. */
export function newSnapshot(
  { clock, random }: SharedContext,
  { snapshots }: ProjectRecord,
  record: BranchRecord,
  wanted: NewSnapshot,
): SnapshotRecord {
  const { branch } = record;
  const { roles, databases, services } = contentsAt(record, wanted.point);
  const now = timestampOf(clock);
  const id = drawFree(
    () => newSnapshotId(random),
    (candidate) => snapshots.some(({ snapshot }) => snapshot.id === candidate),
  );
  return {
    snapshot: {
      id,
      name: wanted.name ?? `${branch.name} at ${now}`,
      source_branch_id: branch.id,
      created_at: now,
      manual: wanted.isManual,
      full_size: sizeBytesOf(record),
      ...(wanted.point ?? { timestamp: now }),
      ...(wanted.expiresAt === undefined ? {} : { expires_at: wanted.expiresAt }),
    },
    roles: structuredClone(roles),
    databases: structuredClone(databases),
    ...(services?.auth ? { auth: structuredClone(services.auth) } : {}),
  };
}

export function planCreateSnapshot(snapshotId: string, branchId: string, point?: PointInTime): OperationRequest {
  const task = { kind: 'create-snapshot', snapshotId, branchId, ...(point ? { point } : {}) } as const;
  return { action: 'create_branch', branchId, task, undo: { snapshots: { [snapshotId]: null } } };
}

export function planDropSnapshot(record: SnapshotRecord): OperationRequest {
  const { id } = record.snapshot;
  const task = { kind: 'drop-snapshot', snapshotId: id } as const;
  return { action: 'delete_timeline', task, undo: { snapshots: { [id]: record } } };
}
