import { isNeonError, type NeonNetworkError, type NeonTimeoutError, type RequestOutcome } from '../errors/index.ts';
import { isSafeMethod } from '../retry/index.ts';
import { type Clock, monotonicNow, TIMED_OUT, withTimeout } from '../runtime/index.ts';
import { type EventSettings, emit } from './call-events.ts';
import type { Fetch, FetchInit, FetchResponse } from './fetch.ts';
import { isControlFlow } from './judge-outcome.ts';
import { readText } from './read-body.ts';
import { requestIdOf } from './read-error-body.ts';
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

export interface AttemptSettings extends EventSettings {
  readonly fetch: Fetch;
  readonly clock: Clock;
  /** Sent with every request. */
  readonly headers: Readonly<Record<string, string>>;
  /** How long a body of a success may be, after decompression; streams have no limit. */
  readonly maxResponseBytes: number;
}

/**
 * Sends a call once, and reports the request and the response to the hooks. The timeout covers the headers and the body;
 * of a stream, only the headers.
 *
 * @throws the reason of the caller's signal, our own errors, and errors that a framework uses for control flow
 */
export async function sendOnce(call: Call, apiKey: string, settings: AttemptSettings): Promise<AttemptResult> {
  const { clock } = settings;
  const { signal } = call;
  call.attempts++;
  call.turn?.renew();
  emit(call, settings, 'onRequest');
  const startedAt = monotonicNow(clock);
  const timeoutMs = Math.min(call.attemptTimeoutMs, call.deadline - startedAt);
  const halt = new AbortController();
  try {
    signal?.throwIfAborted();
    const answered = await withTimeout(exchange(call, apiKey, halt, settings), timeoutMs, signal, clock, halt);
    emit(call, settings, 'onResponse', () => ({
      status: answered.response.status,
      requestId: requestIdOf(answered.response, call.redact),
      durationMs: monotonicNow(clock) - startedAt,
    }));
    return answered;
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
