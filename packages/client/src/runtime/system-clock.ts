import type { Clock } from './clock.ts';
import { sleep } from './with-timeout.ts';

/** The clock of the system, which a client uses by default. */
export const systemClock: Required<Clock> = {
  now: () => Date.now(),
  monotonicNow: () => performance.now(),
  after(ms, wake) {
    // The delay of a timer is a signed 32-bit integer; a longer one would fire at once.
    const timer = setTimeout(wake, Math.min(ms, 2 ** 31 - 1));
    return () => clearTimeout(timer);
  },
  sleep: (ms, signal) => sleep(ms, signal, systemClock),
};
