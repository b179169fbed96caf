import { sleep } from './sleep.ts';

/** The emulator's only source of time. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /**
   * Resolves after `ms` milliseconds. Rejects with the signal's reason if it is aborted. In the background, it does not
   * keep the process running.
   */
  sleep(ms: number, signal?: AbortSignal, inBackground?: boolean): Promise<void>;
}

/** A clock that only its owner advances. */
export interface VirtualClock extends Clock {
  /** Advances the time by `ms` milliseconds. Timers run at their due time, in order. */
  advance(ms: number): Promise<void>;
  /** Advances from timer to timer until `work` ends. */
  advanceUntil(work: Promise<unknown>): Promise<unknown>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep,
};

/** RFC 3339 with milliseconds, the format of times in records. */
export function timestampOf(clock: Clock): string {
  return new Date(clock.now()).toISOString();
}
