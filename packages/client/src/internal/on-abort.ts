import { getOrInsert } from '@neon-api/ground';

/** What to run when a signal aborts: a set that is its one listener. */
type Watch = Set<() => void> & EventListenerObject;

const watches = new WeakMap<AbortSignal, Watch>();

/**
 * Calls `run` when the signal aborts, until the function that it gives is called. However many calls share a signal, it
 * has one listener, as Node warns of a leak from eleven on, and none once they are over.
 */
export function onAbort(signal: AbortSignal | undefined, run: () => void): () => void {
  if (!signal) return () => undefined;
  const watch = getOrInsert(watches, signal, startWatch).add(run);
  return () => {
    // A second call must not end the watch that others have begun meanwhile.
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
