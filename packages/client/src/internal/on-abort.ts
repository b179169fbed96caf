import { getOrInsert } from '@neon-api/ground';

/** The callbacks for the abort of a signal; the set itself is the only listener. */
type Watch = Set<() => void> & EventListenerObject;

const watches = new WeakMap<AbortSignal, Watch>();

/**
 * Calls `run` when the signal aborts. Call the returned function to stop watching. Calls that share a signal share one
 * listener, because Node warns of a leak at eleven; it is removed when the last call ends.
 */
export function onAbort(signal: AbortSignal | undefined, run: () => void): () => void {
  if (!signal) return () => undefined;
  const watch = getOrInsert(watches, signal, startWatch).add(run);
  return () => {
    // If called twice, do not end a watch that others have started since.
    if (!watch.delete(run) || watch.size > 0) return;
    watches.delete(signal);
    signal.removeEventListener('abort', watch);
  };
}

function startWatch(signal: AbortSignal): Watch {
  const watch: Watch = Object.assign(new Set<() => void>(), {
    handleEvent() {
      for (const run of watch) run();
    },
  });
  signal.addEventListener('abort', watch);
  return watch;
}
