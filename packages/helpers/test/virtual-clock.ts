import { setTimeout } from 'node:timers/promises';
import type { Clock } from '@neon-api/client';

/** Creates a clock that jumps to the end of the next sleep. */
export function jumpingClock(startMs: number = Date.UTC(2026, 0, 1)): Clock {
  let now = startMs;
  let sleepers: { readonly until: number; readonly wake: () => void }[] = [];
  const wakeNext = (): void => {
    const next = sleepers.sort((a, b) => a.until - b.until).shift();
    if (next === undefined) return;
    now = Math.max(now, next.until);
    next.wake();
  };
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        const sleeper = { until: now + ms, wake: resolve };
        sleepers.push(sleeper);
        const abort = (): void => {
          sleepers = sleepers.filter((one) => one !== sleeper);
          reject(signal?.reason);
        };
        signal?.addEventListener('abort', abort, { once: true });
        // After all work that does not wait for the clock.
        setImmediate(() => setImmediate(wakeNext));
      }),
  };
}

/** A clock whose time is always `nowMs`; its sleeps are real. */
export function clockAt(nowMs: number): Clock {
  return {
    now: () => nowMs,
    sleep: (ms, signal) => setTimeout(Math.min(ms, 2 ** 31 - 1), undefined, { signal, ref: false }),
  };
}

/** The system clock with sleeps of a fiftieth of their length, to wait for real events. */
export const hastyClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => setTimeout(Math.min(ms / 50, 1000), undefined, { signal, ref: false }),
};
