import type { Clock } from '../src/index.ts';

interface Sleeper {
  readonly wakesAt: number;
  readonly wake: () => void;
}

/** A clock that stands still until it is told to go on, or that jumps to the next timer by itself. */
export interface VirtualClock extends Clock {
  /** Timers that still run. */
  readonly timers: ReadonlySet<Sleeper>;
  monotonicNow(): number;
  /** Sets the time of day forward or back. No time passes. */
  jump(ms: number): void;
  /** Runs every timer up to `ms` from now, in order. */
  advance(ms: number): Promise<void>;
  /** Jumps from timer to timer until `work` ends; gives its result. */
  run<T>(work: Promise<T>): Promise<T>;
}

export function createVirtualClock(startMs: number = Date.UTC(2026, 0, 1)): VirtualClock {
  let now = startMs;
  let skewMs = 0;
  const timers = new Set<Sleeper>();

  const nextTimer = (): Sleeper | undefined => [...timers].sort((a, b) => a.wakesAt - b.wakesAt)[0];

  const sleep: Clock['sleep'] = (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      const onAbort = (): void => {
        timers.delete(sleeper);
        reject(signal?.reason);
      };
      const sleeper = {
        wakesAt: now + ms,
        wake: () => {
          timers.delete(sleeper);
          signal?.removeEventListener('abort', onAbort);
          resolve();
        },
      };
      timers.add(sleeper);
      signal?.addEventListener('abort', onAbort, { once: true });
    });

  return {
    timers,
    now: () => now + skewMs,
    monotonicNow: () => now,
    jump: (ms) => {
      skewMs += ms;
    },
    sleep,
    async advance(ms) {
      const until = now + ms;
      await settle();
      for (let timer = nextTimer(); timer && timer.wakesAt <= until; timer = nextTimer()) {
        now = Math.max(now, timer.wakesAt);
        timer.wake();
        await settle();
      }
      now = until;
    },
    async run(work) {
      let over = false;
      const end = (): void => {
        over = true;
      };
      work.then(end, end);
      await settle();
      while (!over) {
        const timer = nextTimer();
        if (timer) {
          now = Math.max(now, timer.wakesAt);
          timer.wake();
        }
        await settle();
      }
      return work;
    },
  };
}

/** Lets everything run that waits for no timer. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
