import type { RateLimit } from '@neon-api/client';

/** Returns the largest number of times in any window. `times` is in order. */
export function mostInAnyWindow(times: readonly number[], { windowMs }: RateLimit): number {
  let [most, first] = [0, 0];
  times.forEach((at, last) => {
    while ((times[first] ?? at) <= at - windowMs) first += 1;
    most = Math.max(most, last - first + 1);
  });
  return most;
}
