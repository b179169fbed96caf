import { isNeonError, type NeonNetworkError, type NeonTimeoutError, type RequestOutcome } from '../errors/index.ts';
import { type Clock, TIMED_OUT, within } from '../runtime/index.ts';
import type { Fetch, FetchInit, FetchResponse } from './fetch.ts';
import { isControlFlow } from './judge-outcome.ts';
import { readText } from './read-body.ts';
import { LONGEST_WORDS } from './redact.ts';
import type { Call } from './request.ts';
import { brokenError, timeoutError } from './request-errors.ts';

/** How one attempt ended. A value and not an exception, so that what to do next is a decision about data. */
export type AttemptResult = Answered | Failed;

/** Without `text` where it streams. */
export interface Answered {
  readonly response: FetchResponse;
  /** Its status. */
  readonly ended: number;
  readonly text?: string;
  /** Whether the body goes on after `text`. */
  readonly isCut?: boolean;
  readonly stream?: ReadableStream | undefined;
  readonly failure?: undefined;
}

export interface Failed {
  readonly response?: undefined;
  readonly failure: NeonNetworkError | NeonTimeoutError;
  /** What became of it; `final` where sending it again cannot help. */
  readonly ended: RequestOutcome | 'final';
}

export interface AttemptSettings {
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly maxResponseBytes: number;
}

/**
 * Sends a request once; the timeout covers headers and body, of a stream the headers.
 * Throws the reason of the caller's signal, errors that are ours, and those that a framework steers by, as they are.
 */
export async function attempt(
  call: Call,
  headers: Record<string, string>,
  timeoutMs: number,
  { fetch, clock, maxResponseBytes }: AttemptSettings,
): Promise<AttemptResult> {
  const { method, url, body = null, signal, expects, cache = 'no-store' } = call;
  const halt = new AbortController();
  const exchange = async (): Promise<Answered> => {
    // Unbound: browsers and workers refuse another `this`.
    // A redirect would carry the key to another host.
    const init: FetchInit = { method, headers, body, signal: halt.signal, redirect: 'manual' };
    // Answers change: frameworks such as Next.js would keep the first. Old workers refuse the field.
    if ('cache' in Object(globalThis.Request?.prototype)) init.cache = cache;
    const response = await fetch(url, init);
    const ended = response.status;
    // A failed download explains itself in JSON, so only a success streams.
    if (response.ok && typeof expects === 'function') {
      return {
        response,
        ended,
        stream: expects(response.body, halt, signal, (cause) => brokenError(call, cause).failure),
      };
    }
    const { text, isCut } = await readText(response, response.ok ? maxResponseBytes : LONGEST_WORDS);
    return { response, ended, text, isCut };
  };
  try {
    signal?.throwIfAborted();
    return await within(exchange(), timeoutMs, signal, clock, halt);
  } catch (cause) {
    signal?.throwIfAborted();
    if (cause === TIMED_OUT) return { failure: timeoutError(call, timeoutMs, 'unknown'), ended: 'unknown' };
    if (isNeonError(cause) || isControlFlow(cause)) throw cause;
    return brokenError(call, cause);
  }
}
