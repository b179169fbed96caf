/** Time, as the client sees it. Inject your own to test without waiting. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason when it aborts, leaving no timer behind. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Calls `wake` after `ms` milliseconds unless the function it gives is called. Left out, `sleep` serves: slower. */
  after?(ms: number, wake: () => void): () => void;
}

// Timers take a signed 32-bit delay; a longer one would fire at once.
const LONGEST_TIMER_MS = 2 ** 31 - 1;

function after(ms: number, wake: () => void): () => void {
  const timer = setTimeout(wake, Math.min(ms, LONGEST_TIMER_MS));
  return () => clearTimeout(timer);
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after,
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const cancel = after(ms, () => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      });
      const onAbort = (): void => {
        cancel();
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', onAbort, { once: true });
    }),
};
