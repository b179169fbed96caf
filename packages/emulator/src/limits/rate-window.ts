/** Counts what happened within the last `windowMs` milliseconds, up to a number that may not be passed. */
export interface RateWindow {
  /** False when it would be one too many; then it is not counted. */
  take(nowMs: number): boolean;
}

export function createRateWindow(max: number, windowMs: number): RateWindow {
  /** Times of what was let through, in the order of a ring: the oldest is overwritten next. */
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
