import { setTimeout as wait } from 'node:timers/promises';

/** The emulator's only source of time. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason when it is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** A clock whose time moves only when its owner moves it. */
export interface VirtualClock extends Clock {
  /** Moves the time on by `ms` milliseconds. What falls due meanwhile runs at its moment and in its order. */
  advance(ms: number): Promise<void>;
  /** Moves the time on, from one timer to the next, until `work` ends. */
  advanceUntil(work: Promise<unknown>): Promise<unknown>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => wait(ms, undefined, signal ? { signal } : {}),
};

/** RFC 3339 with milliseconds, as records carry it. */
export function timestampOf(clock: Clock): string {
  return new Date(clock.now()).toISOString();
}
