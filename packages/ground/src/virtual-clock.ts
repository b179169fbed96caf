import { nextTurn } from './next-turn.ts';

/** A clock whose time moves only when a test moves it. */
export interface VirtualClock {
  /** The time of day: milliseconds since the epoch. */
  now(): number;
  /** Milliseconds since an arbitrary moment. `jump` does not change it. */
  monotonicNow(): number;
  /** Resolves after `ms` milliseconds. If the signal aborts, rejects with its reason and leaves no timer behind. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** The pending sleeps. */
  readonly timers: ReadonlySet<{ readonly dueMs: number }>;
  /** Sets the time of day forward or back. No time passes. */
  jump(ms: number): void;
  /** Advances the time by `ms` milliseconds. Timers that fall due run in order, each at its own time. */
  advance(ms: number): Promise<void>;
  /** Advances the time from one timer to the next until `work` ends. Returns its result. */
  advanceUntil<T>(work: Promise<T>): Promise<T>;
}

interface Timer {
  readonly dueMs: number;
  readonly wake: () => void;
}

// Work that has been woken may need several turns of the event loop before it sleeps again.
const TURNS = 8;

/** `startMs` is in milliseconds since the epoch. */
export function createVirtualClock(startMs: number = Date.UTC(2026, 0, 1)): VirtualClock {
  let nowMs = startMs;
  let jumpedMs = 0;
  const timers = new Set<Timer>();

  function wakeNext(untilMs: number): boolean {
    let next: Timer | undefined;
    for (const timer of timers) if (timer.dueMs <= untilMs && !(next && next.dueMs <= timer.dueMs)) next = timer;
    if (!next) return false;
    nowMs = Math.max(nowMs, next.dueMs);
    next.wake();
    return true;
  }

  function sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (ms <= 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const end = (): void => {
        timers.delete(timer);
        signal?.removeEventListener('abort', abort);
      };
      const abort = (): void => {
        end();
        reject(signal?.reason);
      };
      const wake = (): void => {
        end();
        resolve();
      };
      const timer: Timer = { dueMs: nowMs + ms, wake };
      timers.add(timer);
      signal?.addEventListener('abort', abort);
    });
  }

  return {
    now: () => nowMs + jumpedMs,
    monotonicNow: () => nowMs,
    sleep,
    timers,
    jump(ms) {
      jumpedMs += ms;
    },
    async advance(ms) {
      const untilMs = nowMs + ms;
      do await letOthersRun();
      while (wakeNext(untilMs));
      nowMs = untilMs;
    },
    async advanceUntil(work) {
      let isDone = false;
      const end = (): void => {
        isDone = true;
      };
      work.then(end, end);
      for (await letOthersRun(); !isDone; await letOthersRun()) wakeNext(Number.POSITIVE_INFINITY);
      return work;
    },
  };
}

async function letOthersRun(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn++) await nextTurn();
}
