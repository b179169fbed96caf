/** The reason why a query is refused. Spec: `ProjectBranchLogsInvalidQuery`. */
export type QueryFault =
  | 'time_range_too_large'
  | 'invalid_time_range'
  | 'conflicting_time_range'
  | 'invalid_cursor'
  | 'unknown_field'
  | 'invalid_logql'
  | 'conflicting_filters';

export interface AskedWindow {
  readonly since?: string;
  readonly start_time?: string;
  readonly end_time?: string;
}

/** The start is inclusive, the end exclusive; in milliseconds since the epoch. */
export interface LogWindow {
  readonly fromMs: number;
  readonly toMs: number;
}

export type Refused = { readonly fault: QueryFault; readonly message: string };

/** Spec: at most seven days. */
const LONGEST_MS = 7 * 24 * 3_600_000;
const UNITS_MS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const DURATION = /^(\d{1,12})(ms|s|m|h|d)$/;

export function decideWindow(asked: AskedWindow, nowMs: number, defaultMs: number): LogWindow | Refused {
  const { since, start_time: start, end_time: end } = asked;
  if (since !== undefined && start !== undefined) {
    return {
      fault: 'conflicting_time_range',
      message: 'since and start_time are mutually exclusive; send one of them',
    };
  }
  const lengthMs = since === undefined ? defaultMs : parseDuration(since);
  if (lengthMs === undefined) {
    return { fault: 'invalid_time_range', message: 'since must be a number and a unit (ms, s, m, h, d), such as 30m' };
  }
  const toMs = end === undefined ? nowMs : Date.parse(end);
  const fromMs = start === undefined ? toMs - lengthMs : Date.parse(start);
  if (Number.isNaN(toMs) || Number.isNaN(fromMs)) {
    return { fault: 'invalid_time_range', message: 'start_time and end_time must be RFC 3339 timestamps' };
  }
  if (toMs <= fromMs) return { fault: 'invalid_time_range', message: 'the time range must end after it begins' };
  if (toMs - fromMs > LONGEST_MS) {
    return { fault: 'time_range_too_large', message: 'the time range must not be longer than 7 days' };
  }
  // Includes records of this millisecond, even if the clock is stopped.
  return { fromMs, toMs: end === undefined ? toMs + 1 : toMs };
}

function parseDuration(text: string): number | undefined {
  const [, count, unit] = DURATION.exec(text) ?? [];
  return count === undefined ? undefined : Number(count) * UNITS_MS[unit as keyof typeof UNITS_MS];
}
