import type { Clock } from './clock.ts';

export { type Clock, monotonicNow } from './clock.ts';
export { systemClock } from './system-clock.ts';
export { sleep, TIMED_OUT, withTimeout } from './with-timeout.ts';

/** Returns a number from 0 (included) to 1 (excluded), as `Math.random` does. */
export type Random = () => number;

/** A client's sources of time and random numbers. */
export interface Runtime {
  readonly clock: Clock;
  readonly random: Random;
}
