import type {
  ConsumptionHistoryPerPeriod,
  ConsumptionHistoryPerPeriodV2,
  ConsumptionHistoryPerTimeframe,
} from '@neon-api/types';
import { sumUsage } from '../../operations/index.ts';
import type { BranchRecord, ProjectRecord, UsageInterval } from '../../state/index.ts';
import { sizeBytesOf, storageBytesOf } from '../common/index.ts';
import type { Timeframe } from './timeframes.ts';

const HOUR_MS = 3_600_000;

/** A project or branch to measure, with its compute usage and storage. */
export interface Subject {
  readonly intervals: readonly UsageInterval[];
  readonly storageBytes: number;
  readonly createdAtMs: number;
}

/** Measures one timeframe up to now. */
export type Measure<Figures> = (subject: Subject, frame: Timeframe, nowMs: number) => Figures;

export function subjectOfProject(record: ProjectRecord): Subject {
  return {
    intervals: Object.values(record.usage).flat(),
    storageBytes: storageBytesOf(record),
    createdAtMs: Date.parse(record.project.created_at),
  };
}

export function subjectOfBranch({ usage }: ProjectRecord, record: BranchRecord): Subject {
  return {
    intervals: usage[record.branch.id] ?? [],
    storageBytes: record.branch.parent_id === undefined ? sizeBytesOf(record) : 0,
    createdAtMs: Date.parse(record.branch.created_at),
  };
}

/** Measures one timeframe up to now: computes from their real run times, storage from its current size. */
function measure(subject: Subject, frame: Timeframe, nowMs: number): ConsumptionHistoryPerTimeframe {
  const endMs = Math.min(frame.endMs, nowMs);
  const usage = sumUsage(subject.intervals, frame.startMs, endMs);
  const livedHours = Math.max(0, endMs - Math.max(frame.startMs, subject.createdAtMs)) / HOUR_MS;
  const byteHours = Math.round(subject.storageBytes * livedHours);
  const storageBytes = livedHours > 0 ? subject.storageBytes : 0;
  return {
    timeframe_start: new Date(frame.startMs).toISOString(),
    timeframe_end: new Date(frame.endMs).toISOString(),
    active_time_seconds: usage.activeSeconds,
    compute_time_seconds: usage.computeSeconds,
    written_data_bytes: usage.writtenBytes,
    synthetic_storage_size_bytes: storageBytes,
    data_storage_bytes_hour: byteHours,
    logical_size_bytes: storageBytes,
    logical_size_bytes_hour: byteHours,
  };
}

/** The emulator has one billing period, which starts when the subject is created. */
export function describePeriod(
  subject: Subject,
  id: string,
): Pick<ConsumptionHistoryPerPeriod, 'period_id' | 'period_plan' | 'period_start'> {
  return { period_id: id, period_plan: 'scale', period_start: new Date(subject.createdAtMs).toISOString() };
}

/** Metrics of earlier price plans, which a response has only on request. */
export const OLDER_METRICS = ['data_storage_bytes_hour', 'logical_size_bytes', 'logical_size_bytes_hour'] as const;

/** Measures with the first version's metrics: always the four that the document requires, others only if wanted. */
export function measureV1(wanted: readonly string[]): Measure<ConsumptionHistoryPerTimeframe> {
  return (subject, frame, nowMs) => {
    const figures = measure(subject, frame, nowMs);
    for (const name of OLDER_METRICS) if (!wanted.includes(name)) delete figures[name];
    return figures;
  };
}

/** Measures with the newer API's metric names, and returns only the requested ones. */
export function measureV2(wanted: readonly string[]): Measure<ConsumptionHistoryPerPeriodV2['consumption'][number]> {
  return (subject, frame, nowMs) => {
    const figures = measure(subject, frame, nowMs);
    const values: Readonly<Record<string, number>> = {
      compute_unit_seconds: figures.compute_time_seconds,
      root_branch_bytes_month: figures.data_storage_bytes_hour ?? 0,
      child_branch_bytes_month: 0,
      instant_restore_bytes_month: 0,
      public_network_transfer_bytes: 0,
      private_network_transfer_bytes: 0,
      extra_branches_month: 0,
    };
    return {
      timeframe_start: figures.timeframe_start,
      timeframe_end: figures.timeframe_end,
      metrics: wanted.map((name) => ({ metric_name: name, value: values[name] ?? 0 })),
    };
  };
}
