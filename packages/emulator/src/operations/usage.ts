import type { Endpoint } from '@neon-api/types';
import type { ProjectRecord, UsageInterval } from '../state/index.ts';

/** Notes that a compute starts to run. Does nothing if it already runs. */
export function beginUsage({ usage }: ProjectRecord, endpoint: Endpoint, nowMs: number): void {
  const intervals = usage[endpoint.branch_id] ?? [];
  if (intervals.some(({ endpointId, toMs }) => endpointId === endpoint.id && toMs === undefined)) return;
  const computeUnits = endpoint.autoscaling_limit_min_cu;
  usage[endpoint.branch_id] = [...intervals, { endpointId: endpoint.id, fromMs: nowMs, computeUnits }];
}

export function endUsage({ usage }: ProjectRecord, endpointId: string, nowMs: number): void {
  for (const interval of Object.values(usage).flat()) {
    if (interval.endpointId === endpointId && interval.toMs === undefined) interval.toMs = nowMs;
  }
}

/** Adds bytes to the branch's latest compute. Without one, the control plane wrote them, and they do not count. */
export function noteWritten({ usage }: ProjectRecord, branchId: string, bytes: number, nowMs: number): void {
  const intervals = usage[branchId] ?? [];
  const interval = intervals.findLast(({ toMs }) => toMs === undefined) ?? intervals.at(-1);
  if (!interval) return;
  const untilMs = Math.min(interval.toMs ?? nowMs, nowMs);
  interval.written = { bytes: (interval.written?.bytes ?? 0) + bytes, untilMs };
}

export interface Usage {
  readonly activeSeconds: number;
  /** Active seconds multiplied by the compute size. */
  readonly computeSeconds: number;
  readonly writtenBytes: number;
}

/** A plausible value if nothing is measured, e.g. without Postgres. */
const ESTIMATED_BYTES_PER_SECOND = 1024;

/** Sums the run time and written bytes of computes between two times. */
export function sumUsage(intervals: readonly UsageInterval[], fromMs: number, untilMs: number): Usage {
  let activeMs = 0;
  let computeMs = 0;
  let writtenBytes = 0;
  for (const interval of intervals) {
    const overlapMs = overlap(interval.fromMs, interval.toMs ?? untilMs, fromMs, untilMs);
    activeMs += overlapMs;
    computeMs += overlapMs * interval.computeUnits;
    writtenBytes += writtenWithin(interval, fromMs, untilMs) ?? (overlapMs / 1000) * ESTIMATED_BYTES_PER_SECOND;
  }
  return {
    activeSeconds: Math.round(activeMs / 1000),
    computeSeconds: Math.round(computeMs / 1000),
    writtenBytes: Math.round(writtenBytes),
  };
}

/** Assumes an even write rate. */
function writtenWithin(
  { fromMs: beganMs, written }: UsageInterval,
  fromMs: number,
  untilMs: number,
): number | undefined {
  if (!written) return undefined;
  const lengthMs = written.untilMs - beganMs;
  if (lengthMs <= 0) return beganMs >= fromMs && beganMs <= untilMs ? written.bytes : 0;
  return (written.bytes * overlap(beganMs, written.untilMs, fromMs, untilMs)) / lengthMs;
}

function overlap(aFromMs: number, aUntilMs: number, bFromMs: number, bUntilMs: number): number {
  return Math.max(0, Math.min(aUntilMs, bUntilMs) - Math.max(aFromMs, bFromMs));
}
