import type { Clock } from './clock.ts';
import type { Random } from './random.ts';

export { type Clock, monotonicNow } from './clock.ts';
export type { Random } from './random.ts';
export { systemClock } from './system-clock.ts';
export { sleep, TIMED_OUT, withTimeout } from './with-timeout.ts';

/** Where a client gets time and chance from. */
export interface Runtime {
  readonly clock: Clock;
  readonly random: Random;
}
