import type { Branch, Project } from '@neon-api/types';
import { sumUsage } from '../../operations/index.ts';
import type { BranchRecord, ProjectRecord, UsageInterval } from '../../state/index.ts';

/** The size of an empty cluster, and of each database: plausible values until Postgres is measured. */
const EMPTY_BRANCH_BYTES = 23_000_000;
const DATABASE_BYTES = 7_700_000;

const HOUR_MS = 3_600_000;

/** The last size that Postgres reported, or an estimate. */
export function sizeBytesOf({ databases, reading }: Pick<BranchRecord, 'databases' | 'reading'>): number {
  return reading?.sizeBytes ?? EMPTY_BRANCH_BYTES + databases.length * DATABASE_BYTES;
}

/** Counts root branches in full. Children only store differences, which are not measured. */
export function storageBytesOf({ branches }: ProjectRecord): number {
  return [...branches.values()]
    .filter(({ branch }) => branch.parent_id === undefined)
    .reduce((sum, record) => sum + sizeBytesOf(record), 0);
}

/** Copies the branch and adds the usage of its computes so far. */
export function showBranch({ usage }: ProjectRecord, record: BranchRecord, nowMs: number): Branch {
  const { branch } = record;
  return {
    ...branch,
    ...showUsage(usage[branch.id] ?? [], nowMs),
    ...(branch.current_state === 'ready' ? { logical_size: sizeBytesOf(record) } : {}),
  };
}

export function showProject(record: ProjectRecord, nowMs: number): Project {
  const storageBytes = storageBytesOf(record);
  const ageHours = (nowMs - Date.parse(record.project.created_at)) / HOUR_MS;
  return {
    ...record.project,
    ...showUsage(Object.values(record.usage).flat(), nowMs),
    synthetic_storage_size: storageBytes,
    data_storage_bytes_hour: Math.max(0, Math.round(storageBytes * ageHours)),
  };
}

function showUsage(
  intervals: readonly UsageInterval[],
  nowMs: number,
): Pick<Project, 'active_time_seconds' | 'compute_time_seconds' | 'cpu_used_sec' | 'written_data_bytes'> {
  const total = sumUsage(intervals, 0, nowMs);
  return {
    active_time_seconds: total.activeSeconds,
    compute_time_seconds: total.computeSeconds,
    cpu_used_sec: total.computeSeconds,
    written_data_bytes: total.writtenBytes,
  };
}
