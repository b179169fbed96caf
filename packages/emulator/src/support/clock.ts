import { setTimeout as wait } from 'node:timers/promises';

/** The emulator's only source of time. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason when it is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => wait(ms, undefined, signal ? { signal } : {}),
};

/** RFC 3339 with milliseconds, as records carry it. */
export function timestampOf(clock: Clock): string {
  return new Date(clock.now()).toISOString();
}
