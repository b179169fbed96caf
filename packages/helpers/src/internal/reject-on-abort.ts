/** Waits for `work`. Rejects with the reason of the signal if it aborts first. */
export function rejectOnAbort<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  // An own signal: many calls may share the caller's, and Node warns about a leak from eleven listeners on.
  const own = AbortSignal.any([signal]);
  return new Promise<T>((resolve, reject) => {
    const abort = (): void => reject(own.reason);
    if (own.aborted) abort();
    own.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => own.removeEventListener('abort', abort));
  });
}
