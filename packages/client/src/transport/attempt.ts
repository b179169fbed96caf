import type { Clock } from '../runtime/index.ts';
import type { NeonRequest } from './request.ts';

/** How one attempt ended. A value and not an exception, so that what to do next is a decision about data. */
export type AttemptResult =
  | { readonly kind: 'answered'; readonly response: Response; readonly text: string | undefined }
  | { readonly kind: 'broken'; readonly cause: unknown }
  | { readonly kind: 'timed_out' };

const TIMED_OUT = { message: 'timed out' };
const DONE = { message: 'done' };

/**
 * Sends a request once; the timeout covers headers and body.
 * Throws only the reason of the caller's signal, as it is.
 */
export async function attempt(
  request: NeonRequest,
  headers: Record<string, string>,
  fetch: typeof globalThis.fetch,
  clock: Clock,
): Promise<AttemptResult> {
  const { signal } = request;
  signal?.throwIfAborted();
  const halt = new AbortController();
  // A stream is read after this attempt, so the end of its timer must not halt it. One controller is cheaper otherwise.
  const timer = request.expects === 'stream' ? new AbortController() : halt;
  const onAbort = (): void => {
    halt.abort(signal?.reason);
    timer.abort(signal?.reason);
  };
  signal?.addEventListener('abort', onAbort, { once: true });
  // Raced against the work, as a fetch that ignores its signal must not outlive the timeout.
  const stopped = clock.sleep(request.timeoutMs, timer.signal).then(() => {
    halt.abort(TIMED_OUT);
    throw TIMED_OUT;
  });
  stopped.catch(() => undefined);
  let streams = false;
  try {
    const response = await Promise.race([send(request, headers, fetch, halt.signal), stopped]);
    // A failed download explains itself in JSON, so only a success streams.
    streams = request.expects === 'stream' && response.ok;
    const text = streams ? undefined : await Promise.race([response.text(), stopped]);
    return { kind: 'answered', response, text };
  } catch (cause) {
    signal?.throwIfAborted();
    return halt.signal.aborted ? { kind: 'timed_out' } : { kind: 'broken', cause };
  } finally {
    timer.abort(DONE);
    // A stream is still being read: the caller's signal has to reach it.
    if (!streams) signal?.removeEventListener('abort', onAbort);
  }
}

async function send(
  { method, url, body }: NeonRequest,
  headers: Record<string, string>,
  fetch: typeof globalThis.fetch,
  signal: AbortSignal,
): Promise<Response> {
  // A redirect would carry the key to another host.
  return fetch(url, { method, headers, signal, redirect: 'manual', ...(body === undefined ? {} : { body }) });
}
