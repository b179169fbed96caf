import type { NeonCaller } from '@neon-api/client';
import { getSnapshotSchedule, setSnapshotSchedule } from '@neon-api/client/operations';
import type { BackupScheduleItem } from '@neon-api/types';
import { repeatIfLost } from '../lost-answer.ts';
import {
  assertOptions,
  BRANCH_PLACE,
  type BranchPlace,
  callOptions,
  listOf,
  type OptionRules,
  required,
  SIGNAL_OPTION,
  type SignalOption,
} from '../options/index.ts';

export interface ScheduledBackup extends BackupScheduleItem {
  readonly frequency: 'hourly' | 'daily' | 'weekly' | 'monthly' | 'yearly';
}

export interface BackupScheduleOptions extends BranchPlace, SignalOption {}

export interface SetBackupScheduleOptions extends BackupScheduleOptions {
  /** The complete schedule. It replaces the current one; `[]` turns scheduled snapshots off. */
  readonly schedule: readonly ScheduledBackup[];
}

export interface ChangedBackupSchedule {
  /** The current schedule. */
  readonly schedule: readonly BackupScheduleItem[];
  /** The schedule before this call. */
  readonly previousSchedule: readonly BackupScheduleItem[];
  /** False if the schedule already matched. */
  readonly changed: boolean;
}

const FREQUENCIES = ['hourly', 'daily', 'weekly', 'monthly', 'yearly'];
const PLACE: OptionRules<BackupScheduleOptions> = { ...BRANCH_PLACE, ...SIGNAL_OPTION };
const OPTIONS: OptionRules<SetBackupScheduleOptions> = {
  ...PLACE,
  schedule: required(
    listOf({
      must: `an object with a frequency: ${FREQUENCIES.join(', ')}`,
      holds: (value) => FREQUENCIES.includes(Object(value).frequency),
    }),
  ),
};

/**
 * Returns the schedule on which Neon takes snapshots of a branch.
 *
 * @throws NeonApiError if the branch does not exist
 * @example
 * const items = await readBackupSchedule(neon, { projectId, branchId });
 */
export async function readBackupSchedule(
  neon: NeonCaller,
  options: BackupScheduleOptions,
): Promise<readonly BackupScheduleItem[]> {
  assertOptions('readBackupSchedule', options, PLACE);
  return readSchedule(neon, options);
}

async function readSchedule(neon: NeonCaller, options: BackupScheduleOptions): Promise<readonly BackupScheduleItem[]> {
  const { projectId: project_id, branchId: branch_id } = options;
  return (await getSnapshotSchedule(neon, { project_id, branch_id }, callOptions(options))).schedule;
}

/**
 * Replaces the snapshot schedule of a branch. Changes nothing if the schedule already matches.
 *
 * @throws NeonApiError if Neon refuses the schedule, e.g. because of a retention below an hour
 * @example
 * const daily = { frequency: 'daily', hour: 3, retention_seconds: 7 * 86_400 } as const;
 * const { previousSchedule } = await setBackupSchedule(neon, { projectId, branchId, schedule: [daily] });
 */
export async function setBackupSchedule(
  neon: NeonCaller,
  options: SetBackupScheduleOptions,
): Promise<ChangedBackupSchedule> {
  assertOptions('setBackupSchedule', options, OPTIONS);
  const { projectId: project_id, branchId: branch_id } = options;
  const schedule = options.schedule.map((item) => ({ ...item }));
  const previousSchedule = await readSchedule(neon, options);
  if (describe(previousSchedule) === describe(schedule)) {
    return { schedule: previousSchedule, previousSchedule, changed: false };
  }
  // The request replaces the whole schedule, so it is safe to send twice.
  const params = { project_id, branch_id, body: { schedule } };
  await repeatIfLost(() => setSnapshotSchedule(neon, params, callOptions(options)));
  return { schedule, previousSchedule, changed: true };
}

/** Returns the same text for equal schedules, whatever their order. */
function describe(schedule: readonly BackupScheduleItem[]): string {
  const items = schedule.map((item) => JSON.stringify(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1))));
  return items.sort().join();
}
