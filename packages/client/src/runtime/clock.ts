/** The client's source of time. Pass your own to test without waiting. */
export interface Clock {
  /** The time of day: milliseconds since the epoch. It may jump, for example if the clock is set. */
  now(): number;
  /** Milliseconds since any fixed moment, to measure durations; never jumps. Default: `now`. */
  monotonicNow?(): number;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason when it aborts, leaving no timer behind. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Calls `wake` after `ms` milliseconds unless the returned function is called. Default: `sleep`, which is slower. */
  after?(ms: number, wake: () => void): () => void;
}

/** Returns the time for measuring durations; only the difference of two readings has a meaning. */
export function monotonicNow(clock: Clock): number {
  return clock.monotonicNow?.() ?? clock.now();
}
