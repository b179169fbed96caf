import type {
  GetSnapshotScheduleParams,
  GetSnapshotScheduleResponse,
  SetSnapshotScheduleParams,
  SetSnapshotScheduleResponse,
} from '@neon-api/types';
import { badRequest, ruleForbids } from '../../errors/index.ts';
import { timestampOf } from '../../support/index.ts';
import { findBranch, findProject } from '../common/index.ts';
import type { Handler } from '../handler.ts';
import { isKnownFrequency } from './schedule.ts';

export const getSnapshotSchedule: Handler<GetSnapshotScheduleParams, GetSnapshotScheduleResponse> = (
  context,
  { project_id, branch_id },
) => ({ schedule: [...(findBranch(findProject(context, project_id), branch_id).schedule?.items ?? [])] });

/** Replaces the whole list. An empty list turns the schedule off. */
export const setSnapshotSchedule: Handler<SetSnapshotScheduleParams, SetSnapshotScheduleResponse> = (
  context,
  { project_id, branch_id, body },
) => {
  const record = findBranch(findProject(context, project_id), branch_id);
  if (record.branch.parent_id !== undefined) throw ruleForbids('only root branches can have snapshots');
  const unknown = body.schedule.find(({ frequency }) => !isKnownFrequency(frequency));
  if (unknown) {
    throw badRequest(`frequency must be hourly, daily, weekly, monthly or yearly, not "${unknown.frequency}"`);
  }
  record.schedule = { items: structuredClone(body.schedule), checkedAt: timestampOf(context.clock) };
  return {};
};
