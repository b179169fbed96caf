import type { Operation } from '@neon-api/types';
import { groupBy } from '../support/index.ts';

/** The shown time, in ms since the epoch. */
export interface TimeSpan {
  readonly fromMs: number;
  readonly toMs: number;
}

/** An operation as a bar. Positions are shares of the span, 0–1. */
export interface Bar {
  readonly operation: Operation;
  readonly start: number;
  readonly width: number;
  /** The line within the lane: operations at the same time are below each other. */
  readonly line: number;
}

export interface Lane {
  /** Empty for operations without a branch. */
  readonly branchId: string;
  readonly lines: number;
  readonly bars: readonly Bar[];
}

/** A narrower bar could not be seen or clicked. */
export const NARROWEST = 0.006;

const UNFINISHED: readonly Operation['status'][] = ['scheduling', 'running', 'cancelling'];

export function isUnfinished({ status }: Operation): boolean {
  return UNFINISHED.includes(status);
}

/** Lays operations out in lanes, one for each branch; the branch with the latest operation comes first. */
export function layoutTimeline(operations: Iterable<Operation>, { fromMs, toMs }: TimeSpan): Lane[] {
  const shown = [...operations].filter((operation) => endMs(operation, toMs) >= fromMs && startMs(operation) <= toMs);
  const lanes = [...groupBy(shown, ({ branch_id }) => branch_id ?? '')].map(([branchId, own]) => {
    const bars = placeBars(own, { fromMs, toMs });
    return {
      branchId,
      bars,
      lines: Math.max(...bars.map(({ line }) => line)) + 1,
      latestMs: Math.max(...own.map(startMs)),
    };
  });
  return lanes.sort((a, b) => b.latestMs - a.latestMs).map(({ branchId, bars, lines }) => ({ branchId, bars, lines }));
}

function placeBars(operations: readonly Operation[], { fromMs, toMs }: TimeSpan): Bar[] {
  const length = Math.max(1, toMs - fromMs);
  /** Where the last bar of each line ends. */
  const ends: number[] = [];
  return [...operations]
    .sort((a, b) => startMs(a) - startMs(b))
    .map((operation) => {
      const start = Math.min(1 - NARROWEST, Math.max(0, (startMs(operation) - fromMs) / length));
      const end = Math.min(1, (endMs(operation, toMs) - fromMs) / length);
      const width = Math.max(NARROWEST, end - start);
      const free = ends.findIndex((taken) => taken <= start);
      const line = free < 0 ? ends.length : free;
      ends[line] = start + width;
      return { operation, start, width, line };
    });
}

function startMs({ created_at }: Operation): number {
  return Date.parse(created_at);
}

function endMs(operation: Operation, nowMs: number): number {
  return isUnfinished(operation) ? nowMs : startMs(operation) + operation.total_duration_ms;
}

const STEPS_MS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21_600, 43_200, 86_400].map(
  (seconds) => seconds * 1000,
);
const MOST_TICKS = 8;

/** Returns the times to mark, at full steps of the clock. */
export function ticksOf({ fromMs, toMs }: TimeSpan): number[] {
  const step = STEPS_MS.find((size) => (toMs - fromMs) / size <= MOST_TICKS) ?? (toMs - fromMs) / MOST_TICKS;
  const first = Math.ceil(fromMs / step) * step;
  return Array.from({ length: Math.max(0, Math.floor((toMs - first) / step) + 1) }, (_, index) => first + index * step);
}
