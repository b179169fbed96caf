/** Time, as the client sees it. Inject your own to test without waiting. */
export interface Clock {
  /** The time of day: milliseconds since the epoch. It may jump, as when somebody sets the clock. */
  now(): number;
  /** Milliseconds since any fixed moment, for measuring durations: never jumps. Left out, `now` serves. */
  monotonicNow?(): number;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason when it aborts, leaving no timer behind. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Calls `wake` after `ms` milliseconds unless the function it returns is called. Left out, `sleep` serves: slower. */
  after?(ms: number, wake: () => void): () => void;
}

/** A reading of the clock to measure durations by: two of them can be compared, one alone means nothing. */
export function monotonicNow(clock: Clock): number {
  return clock.monotonicNow?.() ?? clock.now();
}
