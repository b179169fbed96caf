/** Limits the number of calls within the last `windowMs` milliseconds. */
export interface RateWindow {
  /** Counts a call and returns true, or returns false without counting it if the limit is reached. */
  take(nowMs: number): boolean;
}

export function createRateWindow(max: number, windowMs: number): RateWindow {
  /** Times of admitted calls, in a ring buffer: the oldest is overwritten next. */
  const times: number[] = [];
  let oldest = 0;
  return {
    take(nowMs) {
      if (times.length < max) {
        times.push(nowMs);
        return true;
      }
      const oldestMs = times[oldest] ?? 0;
      if (nowMs - oldestMs < windowMs) return false;
      times[oldest] = nowMs;
      oldest = (oldest + 1) % max;
      return true;
    },
  };
}
