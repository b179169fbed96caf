import { badRequest } from '../../errors/index.ts';

export type Granularity = 'hourly' | 'daily' | 'monthly';

export interface Timeframe {
  readonly startMs: number;
  readonly endMs: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Docs: the longest allowed range from `from` to `to`, which limits the number of timeframes. */
const MAX_SPAN_MS: Readonly<Record<Granularity, number>> = {
  hourly: 168 * HOUR_MS,
  daily: 60 * DAY_MS,
  monthly: 366 * DAY_MS,
};

/** Lists the full hours, days or months that the range touches. */
export function listTimeframes(from: string, to: string, granularity: Granularity): Timeframe[] {
  const fromMs = Date.parse(from);
  const toMs = Date.parse(to);
  if (!(fromMs < toMs)) throw badRequest('parameter.from must be before parameter.to');
  if (toMs - fromMs > MAX_SPAN_MS[granularity]) {
    const days = MAX_SPAN_MS[granularity] / DAY_MS;
    throw badRequest(`${granularity} figures cover at most ${days} days; request a shorter range`);
  }
  const frames: Timeframe[] = [];
  for (let startMs = floor(fromMs, granularity); startMs < toMs; startMs = next(startMs, granularity)) {
    frames.push({ startMs, endMs: next(startMs, granularity) });
  }
  return frames;
}

function floor(timeMs: number, granularity: Granularity): number {
  if (granularity === 'hourly') return Math.floor(timeMs / HOUR_MS) * HOUR_MS;
  if (granularity === 'daily') return Math.floor(timeMs / DAY_MS) * DAY_MS;
  const time = new Date(timeMs);
  return Date.UTC(time.getUTCFullYear(), time.getUTCMonth());
}

function next(startMs: number, granularity: Granularity): number {
  if (granularity === 'hourly') return startMs + HOUR_MS;
  if (granularity === 'daily') return startMs + DAY_MS;
  const time = new Date(startMs);
  return Date.UTC(time.getUTCFullYear(), time.getUTCMonth() + 1);
}
