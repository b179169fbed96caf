import { onAbort } from './on-abort.ts';

const CANCELLED = { message: 'cancelled' };

/**
 * Wraps a generator so that it can be stopped at any point: `return` and `signal` cancel pending work instead of
 * waiting for it. `start` receives the signal for that. It is always aborted at the end, so that no work outlives the
 * generator.
 */
export function cancellable<T, Result>(
  start: (signal: AbortSignal) => AsyncGenerator<T, Result, void>,
  signal: AbortSignal | undefined,
): AsyncGenerator<T, Result | undefined, void> {
  const halt = new AbortController();

  async function* run(): AsyncGenerator<T, Result | undefined, void> {
    const unwatch = onAbort(signal, () => halt.abort(signal?.reason));
    const inner = start(halt.signal);
    try {
      for (;;) {
        signal?.throwIfAborted();
        const { value, done } = await inner.next();
        if (done) return value;
        yield value;
      }
    } catch (error) {
      if (halt.signal.reason !== CANCELLED) throw error;
      return undefined;
    } finally {
      halt.abort(CANCELLED);
      unwatch();
      await inner.return(undefined as Result).catch(() => undefined);
    }
  }

  const generator = run();
  const finish = generator.return.bind(generator);
  generator.return = (value) => {
    halt.abort(CANCELLED);
    return finish(value);
  };
  return generator;
}
