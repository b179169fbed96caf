/**
 * Resolves after `ms` milliseconds. Rejects with the signal's reason if it is aborted. In the background, it does not
 * keep a Node process running.
 */
export function sleep(ms: number, signal?: AbortSignal, inBackground = false): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const abort = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort);
      resolve();
    }, ms);
    signal?.addEventListener('abort', abort, { once: true });
    // Timers of browsers are numbers.
    if (inBackground) (timer as { unref?: () => void }).unref?.();
  });
}
