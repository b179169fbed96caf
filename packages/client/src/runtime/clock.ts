/** Time, as the client sees it. Inject your own to test without waiting. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason when it aborts, leaving no timer behind. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Calls `wake` after `ms` milliseconds unless the function it gives is called. Left out, `sleep` serves: slower. */
  after?(ms: number, wake: () => void): () => void;
}
