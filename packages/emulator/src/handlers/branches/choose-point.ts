import { messageOf } from '@neon-api/ground';
import type { Branch } from '@neon-api/types';
import { type BranchHistory, explainMiss, parseLsn } from '../../data-plane/index.ts';
import { ApiError, badRequest, ruleForbids } from '../../errors/index.ts';
import { requireUnlocked } from '../../operations/index.ts';
import type { PointInTime } from '../../state/index.ts';
import { checkIsReady, findBranch, findProject, refreshAwake } from '../common/index.ts';
import type { SharedContext } from '../handler.ts';

/** The point that a call asks for: an LSN, a time, or neither. */
export interface AskedPoint {
  readonly lsn?: string | undefined;
  readonly timestamp?: string | undefined;
}

/**
 * Refreshes a branch before a call copies it, and finds out from Postgres whether the point is available. Other calls
 * may run meanwhile, so call this before the caller's own checks.
 */
export async function prepareSource(
  context: SharedContext,
  projectId: string,
  branchId: string,
  asked: AskedPoint,
): Promise<PointInTime | undefined> {
  const project = findProject(context, projectId);
  await refreshAwake(context, project, [findBranch(project, branchId)]);
  requireUnlocked(project);
  return choosePoint(context, projectId, branchId, asked);
}

/** Returns the point that a call asks for, or undefined for the head. Refuses a point that is not available. */
export async function choosePoint(
  context: SharedContext,
  projectId: string,
  branchId: string,
  asked: AskedPoint,
): Promise<PointInTime | undefined> {
  const point = readPoint(asked);
  if (!point) return undefined;
  const { dataPlane, clock } = context;
  const record = findProject(context, projectId);
  const { branch } = findBranch(record, branchId);
  checkIsReady(branch);
  if (dataPlane.lacks?.points !== undefined) throw ruleForbids(dataPlane.lacks.points);
  const history = await dataPlane.findHistory?.(branchId).catch((error: unknown) => {
    throw new ApiError(503, messageOf(error));
  });
  const retentionSeconds = record.project.history_retention_seconds;
  const miss = findMiss(point, { createdAt: branch.created_at, retentionSeconds, nowMs: clock.now(), history });
  if (miss !== undefined) throw ruleForbids(`the ${miss}`);
  return point;
}

function readPoint({ lsn, timestamp }: AskedPoint): PointInTime | undefined {
  if (lsn !== undefined && timestamp !== undefined) throw badRequest('pass an LSN or a timestamp, not both');
  if (lsn !== undefined) {
    if (parseLsn(lsn) === undefined) throw badRequest(`"${lsn}" is not an LSN such as 0/1DE2850`);
    return { lsn };
  }
  if (timestamp === undefined) return undefined;
  if (Number.isNaN(Date.parse(timestamp))) throw badRequest(`"${timestamp}" is not an RFC 3339 timestamp`);
  return { timestamp };
}

export interface BranchPast {
  readonly createdAt: Branch['created_at'];
  readonly retentionSeconds: number;
  /** By the emulator's clock. */
  readonly nowMs: number;
  /** Undefined if the data plane accepts any point. Its times use the system clock, which can differ from `nowMs`. */
  readonly history: BranchHistory | undefined;
}

/** Returns why the point is not available and which points are, or undefined if it is available. */
export function findMiss(point: PointInTime, past: BranchPast): string | undefined {
  const { createdAt, retentionSeconds, nowMs, history } = past;
  if ('lsn' in point) return history && explainMiss(point, history);
  const endsMs = history ? Date.parse(history.ends.timestamp) : nowMs;
  const beginsMs = Date.parse(history?.begins.timestamp ?? createdAt);
  const retainedMs = endsMs - retentionSeconds * 1000;
  const miss = explainMiss(point, {
    begins: { timestamp: new Date(Math.max(beginsMs, retainedMs)).toISOString(), lsn: '' },
    ends: { timestamp: new Date(endsMs).toISOString(), lsn: '' },
  });
  const isOnlyTooOld = miss !== undefined && retainedMs > beginsMs && Date.parse(point.timestamp) < retainedMs;
  return isOnlyTooOld ? `${miss} (the project retains ${retentionSeconds} seconds of history)` : miss;
}
