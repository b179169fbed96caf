import type { NeonNetworkError, NeonTimeoutError } from '../errors/index.ts';
import { onAbort } from '../internal/index.ts';
import { type Clock, TIMED_OUT, within } from '../runtime/index.ts';
import { readStart } from './read-start.ts';
import type { Call } from './request.ts';
import { brokenError, timeoutError } from './request-errors.ts';
import { watchStream } from './watch-stream.ts';

/** How one attempt ended. A value and not an exception, so that what to do next is a decision about data. */
export type AttemptResult = Answered | { readonly response?: undefined; readonly failure: AttemptError };

/** Without `text` where it streams. */
export interface Answered {
  readonly response: Response;
  readonly text?: string;
  readonly failure?: undefined;
}

type AttemptError = NeonNetworkError | NeonTimeoutError;

export interface AttemptSettings {
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
}

/**
 * Sends a request once; the timeout covers headers and body, of a stream the headers.
 * Throws only the reason of the caller's signal, as it is.
 */
export async function attempt(
  call: Call,
  headers: Record<string, string>,
  timeoutMs: number,
  { fetch, clock }: AttemptSettings,
): Promise<AttemptResult> {
  const { method, url, body = null, signal, expects } = call.request;
  const halt = new AbortController();
  const explainBreak = (cause: unknown): NeonNetworkError => brokenError(call, cause);
  const exchange = async (): Promise<Answered> => {
    // A redirect would carry the key to another host.
    const response = await fetch(url, { method, headers, body, signal: halt.signal, redirect: 'manual' });
    // A failed download explains itself in JSON, so only a success streams.
    if (!response.ok) return { response, text: await readStart(response.body) };
    if (expects !== 'binary') return { response, text: await response.text() };
    // The caller's signal still ends it, though this attempt is over.
    const unwatch = onAbort(signal, () => halt.abort(signal?.reason));
    return { response: watchStream(response, unwatch, signal, explainBreak) };
  };
  try {
    signal?.throwIfAborted();
    return await within(exchange(), timeoutMs, signal, clock, halt);
  } catch (cause) {
    signal?.throwIfAborted();
    return { failure: cause === TIMED_OUT ? timeoutError(call, timeoutMs, 'unknown') : explainBreak(cause) };
  }
}
