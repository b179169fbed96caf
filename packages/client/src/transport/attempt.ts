import { isNeonError, type NeonNetworkError, type NeonTimeoutError, type RequestOutcome } from '../errors/index.ts';
import { isSafeMethod } from '../retry/index.ts';
import { type Clock, TIMED_OUT, withTimeout } from '../runtime/index.ts';
import type { Fetch, FetchInit, FetchResponse } from './fetch.ts';
import { isControlFlow } from './judge-outcome.ts';
import { readText } from './read-body.ts';
import { MAX_READ_LENGTH } from './redact.ts';
import type { Call } from './request.ts';
import { connectionError, timeoutError } from './request-errors.ts';

/** How one attempt ended. A value and not an exception, so that what to do next is a decision about data. */
export type AttemptResult = Answered | Failed;

export interface Answered {
  readonly response: FetchResponse;
  /** Left out where it streams. */
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
  /** Sent with every request. */
  readonly headers: Readonly<Record<string, string>>;
  /** How long a body of a success may be, after decompression; streams have no limit. */
  readonly maxResponseBytes: number;
}

/**
 * Sends a request once; the timeout covers headers and body, of a stream the headers.
 * Throws the reason of the caller's signal, errors that are ours, and those that a framework steers by, as they are.
 */
export async function attempt(
  call: Call,
  apiKey: string,
  timeoutMs: number,
  settings: AttemptSettings,
): Promise<AttemptResult> {
  const { signal } = call;
  const halt = new AbortController();
  try {
    signal?.throwIfAborted();
    return await withTimeout(exchange(call, apiKey, halt, settings), timeoutMs, signal, settings.clock, halt);
  } catch (cause) {
    signal?.throwIfAborted();
    if (cause === TIMED_OUT) return { failure: timeoutError(call, timeoutMs, 'unknown'), ended: 'unknown' };
    if (isNeonError(cause) || isControlFlow(cause)) throw cause;
    return connectionError(call, cause);
  }
}

async function exchange(
  call: Call,
  apiKey: string,
  halt: AbortController,
  { fetch, headers, maxResponseBytes }: AttemptSettings,
): Promise<Answered> {
  const { expects } = call;
  const isStream = typeof expects === 'function';
  const init: FetchInit = {
    method: call.method,
    headers: {
      ...headers,
      accept: isStream ? '*/*' : 'application/json',
      ...call.headers,
      // Whatever the caller asks for, the key is ours.
      authorization: `Bearer ${apiKey}`,
    },
    body: call.body ?? null,
    signal: halt.signal,
    // A redirect would carry the key to another host.
    redirect: 'manual',
  };
  // Answers change: frameworks such as Next.js would keep the first. Old workers refuse the field.
  if ('cache' in Object(globalThis.Request?.prototype))
    init.cache = (isSafeMethod(call.method) && call.cache) || 'no-store';
  // Unbound: browsers and workers refuse another `this`.
  const response = await fetch(call.url, init);
  // A failed download explains itself in JSON, so only a success streams.
  if (response.ok && isStream) return { response, stream: expects(response, call, halt) };
  return { response, ...(await readText(response, response.ok ? maxResponseBytes : MAX_READ_LENGTH)) };
}
