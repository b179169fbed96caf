import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from './clock.ts';

/** A clock that stands still until it is told to move. */
export interface VirtualClock extends Clock {
  /** Moves the time on by `ms` milliseconds; whatever falls due meanwhile runs at its moment and in its order. */
  advance(ms: number): Promise<void>;
  /** Moves the time on, from one thing that falls due to the next, until the work is done. */
  advanceUntil(work: Promise<unknown>): Promise<void>;
}

interface Sleeper {
  readonly dueMs: number;
  wake(): void;
}

/** `startMs` is in milliseconds since the epoch. */
export function createVirtualClock(startMs: number): VirtualClock {
  let nowMs = startMs;
  let sleepers: readonly Sleeper[] = [];

  function findNext(untilMs: number): Sleeper | undefined {
    return sleepers.reduce<Sleeper | undefined>(
      (first, sleeper) => (sleeper.dueMs <= untilMs && (!first || sleeper.dueMs < first.dueMs) ? sleeper : first),
      undefined,
    );
  }

  function wakeNext(untilMs: number): boolean {
    const next = findNext(untilMs);
    if (!next) return false;
    nowMs = Math.max(nowMs, next.dueMs);
    next.wake();
    return true;
  }

  return {
    now: () => nowMs,
    sleep(ms, signal) {
      if (signal?.aborted) return Promise.reject(signal.reason);
      if (ms <= 0) return Promise.resolve();
      return new Promise((resolve, reject) => {
        const leave = (): void => {
          sleepers = sleepers.filter((other) => other !== sleeper);
          signal?.removeEventListener('abort', abort);
        };
        const abort = (): void => {
          leave();
          reject(signal?.reason);
        };
        const sleeper: Sleeper = {
          dueMs: nowMs + ms,
          wake() {
            leave();
            resolve();
          },
        };
        sleepers = [...sleepers, sleeper];
        signal?.addEventListener('abort', abort);
      });
    },
    async advance(ms) {
      const untilMs = nowMs + ms;
      do await letOthersRun();
      while (wakeNext(untilMs));
      nowMs = untilMs;
    },
    async advanceUntil(work) {
      let isDone = false;
      const done = work.finally(() => {
        isDone = true;
      });
      // It may fail between two turns; whoever awaits this is told below.
      done.catch(() => {});
      for (await letOthersRun(); !isDone; await letOthersRun()) wakeNext(Number.POSITIVE_INFINITY);
      await done;
    },
  };
}

/** Who has been woken may need several turns until it sleeps again. */
async function letOthersRun(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn++) await nextTurn();
}

const TURNS = 8;
