/** A job and its parts. Each has its own signal, because Node warns about a leak if one signal has many listeners. */
export interface Job {
  /** Aborts with the caller's signal, or when the job stops itself. */
  readonly signal: AbortSignal;
  stop(reason: unknown): void;
  begin(): { readonly signal: AbortSignal; end(): void };
  end(): void;
}

export function createJob(signal: AbortSignal | undefined): Job {
  const whole = new AbortController();
  const parts = new Set<AbortController>();
  const stop = (reason: unknown): void => {
    for (const controller of [whole, ...parts]) controller.abort(reason);
  };
  const follow = (): void => stop(signal?.reason);
  // The job's own signal: many jobs may share the signal of the caller.
  const followed = signal && AbortSignal.any([signal]);
  followed?.addEventListener('abort', follow, { once: true });
  if (signal?.aborted) follow();
  return {
    signal: whole.signal,
    stop,
    begin() {
      const part = new AbortController();
      parts.add(part);
      return { signal: part.signal, end: () => parts.delete(part) };
    },
    end: () => followed?.removeEventListener('abort', follow),
  };
}
