import type { Endpoint } from '@neon-api/types';
import type { ProjectRecord, UsageInterval } from '../state/index.ts';

/** Notes that a compute runs from now on; nothing changes when it already does. */
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

export interface Usage {
  readonly activeSeconds: number;
  /** Active seconds times the size of the compute. */
  readonly computeSeconds: number;
}

/** What the computes ran between two moments. */
export function sumUsage(intervals: readonly UsageInterval[], fromMs: number, untilMs: number): Usage {
  let activeMs = 0;
  let computeMs = 0;
  for (const interval of intervals) {
    const overlapMs = Math.min(interval.toMs ?? untilMs, untilMs) - Math.max(interval.fromMs, fromMs);
    if (overlapMs <= 0) continue;
    activeMs += overlapMs;
    computeMs += overlapMs * interval.computeUnits;
  }
  return { activeSeconds: Math.round(activeMs / 1000), computeSeconds: Math.round(computeMs / 1000) };
}
