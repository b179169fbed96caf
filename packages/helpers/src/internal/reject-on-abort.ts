/** Waits for `work`; rejects with the reason of the signal if that aborts first. */
export function rejectOnAbort<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  // A signal of its own: many calls may share that of the caller, and Node warns of a leak from eleven listeners on.
  const own = AbortSignal.any([signal]);
  return new Promise<T>((resolve, reject) => {
    const abort = (): void => reject(own.reason);
    if (own.aborted) abort();
    own.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => own.removeEventListener('abort', abort));
  });
}
