/** One listener of a signal, and what it runs. */
interface Watch {
  readonly runs: Set<() => void>;
  handleEvent(): void;
}

const watches = new WeakMap<AbortSignal, Watch>();

/**
 * Calls `run` when the signal aborts, until the function that it gives is called. However many calls share a signal, it
 * has one listener, as Node warns of a leak from eleven on, and none once they are over.
 */
export function onAbort(signal: AbortSignal | undefined, run: () => void): () => void {
  if (!signal) return () => undefined;
  const watch = watches.get(signal) ?? startWatch(signal);
  watch.runs.add(run);
  return () => {
    watch.runs.delete(run);
    if (watch.runs.size > 0) return;
    watches.delete(signal);
    signal.removeEventListener('abort', watch);
  };
}

function startWatch(signal: AbortSignal): Watch {
  const runs = new Set<() => void>();
  const watch: Watch = {
    runs,
    handleEvent() {
      for (const run of runs) run();
    },
  };
  watches.set(signal, watch);
  signal.addEventListener('abort', watch);
  return watch;
}
