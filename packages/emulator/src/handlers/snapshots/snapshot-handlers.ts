import type {
  CreateSnapshotParams,
  CreateSnapshotResponse,
  DeleteSnapshotParams,
  DeleteSnapshotResponse,
  ListSnapshotsParams,
  ListSnapshotsResponse,
  UpdateSnapshotParams,
  UpdateSnapshotResponse,
} from '@neon-api/types';
import { badRequest, notFound, ruleForbids } from '../../errors/index.ts';
import { requireUnlocked } from '../../operations/index.ts';
import type { ProjectRecord, SnapshotRecord } from '../../state/index.ts';
import { prepareSource } from '../branches/index.ts';
import { checkIsReady, findBranch, findProject, showAll, showOperations } from '../common/index.ts';
import type { Handler } from '../handler.ts';
import { newSnapshot, planCreateSnapshot, planDropSnapshot } from './new-snapshot.ts';

export function findSnapshot({ snapshots }: ProjectRecord, snapshotId: string): SnapshotRecord {
  const record = snapshots.find(({ snapshot }) => snapshot.id === snapshotId);
  if (!record) throw notFound('snapshot');
  return record;
}

export const listSnapshots: Handler<ListSnapshotsParams, ListSnapshotsResponse> = (context, { project_id }) => ({
  snapshots: showAll(findProject(context, project_id).snapshots.map(({ snapshot }) => snapshot)),
});

/** Docs: only of root branches, at a timestamp or an LSN, not both. */
export const createSnapshot: Handler<CreateSnapshotParams, CreateSnapshotResponse> = async (
  context,
  { project_id, branch_id, name, lsn, timestamp, expires_at: expiresAt },
) => {
  const point = await prepareSource(context, project_id, branch_id, { lsn, timestamp });
  const project = findProject(context, project_id);
  const record = findBranch(project, branch_id);
  requireUnlocked(project);
  checkIsReady(record.branch);
  if (record.branch.parent_id !== undefined) throw ruleForbids('only root branches can have snapshots');
  if (expiresAt !== undefined) checkExpiresAt(expiresAt, context.clock.now());

  const created = newSnapshot(context, project, record, { name, expiresAt, point, isManual: true });
  project.snapshots.push(created);
  const scheduled = context.operations.schedule(project, [planCreateSnapshot(created.snapshot.id, branch_id, point)]);
  return { snapshot: { ...created.snapshot }, operations: showOperations(scheduled) };
};

function checkExpiresAt(expiresAt: string, nowMs: number): void {
  const timeMs = Date.parse(expiresAt);
  if (Number.isNaN(timeMs)) throw badRequest(`"${expiresAt}" is not an RFC 3339 timestamp`);
  if (timeMs <= nowMs) throw ruleForbids('expires_at must be in the future');
}

export const updateSnapshot: Handler<UpdateSnapshotParams, UpdateSnapshotResponse> = (
  context,
  { project_id, snapshot_id, body },
) => {
  const { snapshot } = findSnapshot(findProject(context, project_id), snapshot_id);
  if (body.snapshot.name !== undefined) snapshot.name = body.snapshot.name;
  return { snapshot: { ...snapshot } };
};

export const deleteSnapshot: Handler<DeleteSnapshotParams, DeleteSnapshotResponse> = (
  context,
  { project_id, snapshot_id },
) => {
  const project = findProject(context, project_id);
  const record = findSnapshot(project, snapshot_id);
  requireUnlocked(project);
  project.snapshots.splice(project.snapshots.indexOf(record), 1);
  return { operations: showOperations(context.operations.schedule(project, [planDropSnapshot(record)])) };
};
