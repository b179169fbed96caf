/** A job and its parts, each with a signal of its own: many listeners on one signal would make Node warn of a leak. */
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
  // A signal of the job's own: many jobs may share that of the caller.
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
