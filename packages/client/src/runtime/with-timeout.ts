import { onAbort } from '../internal/index.ts';
import type { Clock } from './clock.ts';

export const TIMED_OUT: { readonly message: string } = { message: 'timed out' };

/**
 * Waits for `work` until it ends, `ms` have passed, or `signal` aborts, and removes its timer and listener. If it stops
 * early, it aborts `halt` and does not wait for the work to react.
 *
 * @throws TIMED_OUT, the signal's reason, or what the work throws
 */
export function withTimeout<T>(
  work: Promise<T>,
  ms: number,
  signal: AbortSignal | undefined,
  clock: Clock,
  halt?: AbortController,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = (): void => {
      cancel();
      unwatch();
    };
    const fail = (reason: unknown): void => {
      end();
      reject(reason);
    };
    const stop = (reason: unknown): void => {
      halt?.abort(reason);
      fail(reason);
    };
    const stopByCaller = (): void => stop(signal?.reason);
    const cancel = startTimer(clock, ms, () => stop(TIMED_OUT));
    const unwatch = onAbort(signal, stopByCaller);
    work.then((value) => {
      end();
      resolve(value);
    }, fail);
    if (signal?.aborted) stopByCaller();
  });
}

/** Waits for `ms`, or rejects with the reason of the signal. */
export async function sleep(ms: number, signal: AbortSignal | undefined, clock: Clock): Promise<void> {
  await withTimeout(new Promise<never>(() => undefined), ms, signal, clock).catch((stop: unknown) => {
    if (stop !== TIMED_OUT) throw stop;
  });
}

/** Calls `wake` after `ms` (never for `Infinity`), unless the returned function is called. */
function startTimer(clock: Clock, ms: number, wake: () => void): () => void {
  if (ms === Infinity) return () => undefined;
  if (clock.after) return clock.after(ms, wake);
  const timer = new AbortController();
  clock.sleep(ms, timer.signal).then(wake, () => undefined);
  return () => timer.abort(TIMED_OUT);
}
