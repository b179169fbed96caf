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

/** How one attempt ended. A value and not an exception, so that retry decisions are pure functions. */
export type AttemptResult = Answered | Failed;

export interface Answered {
  readonly response: FetchResponse;
  /** Absent if the body is streamed. */
  readonly text?: string;
  /** Whether `text` is cut off because the body is too long. */
  readonly isCut?: boolean;
  readonly stream?: ReadableStream | undefined;
  readonly failure?: undefined;
}

export interface Failed {
  readonly response?: undefined;
  readonly failure: NeonNetworkError | NeonTimeoutError;
  /** The outcome; `final` if a retry cannot succeed. */
  readonly ended: RequestOutcome | 'final';
}

export interface AttemptSettings extends EventSettings {
  readonly fetch: Fetch;
  readonly clock: Clock;
  /** Sent with every request. */
  readonly headers: Readonly<Record<string, string>>;
  /** The maximum body of a success, after decompression; streams have no limit. */
  readonly maxResponseBytes: number;
}

/**
 * Sends a call once, and reports the request and the response to the hooks. The timeout covers the headers and the
 * body; for a stream, only the headers.
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
      // Last, so that the caller's headers cannot replace the key.
      authorization: `Bearer ${apiKey}`,
    },
    body: call.body ?? null,
    signal: halt.signal,
    // Following a redirect could send the key to another host.
    redirect: 'manual',
  };
  // Without it, frameworks such as Next.js cache responses. Old workers reject the field.
  if ('cache' in Object(globalThis.Request?.prototype))
    init.cache = (isSafeMethod(call.method) && call.cache) || 'no-store';
  // Unbound: browsers and workers reject another `this`.
  const response = await fetch(call.url, init);
  // The error of a download is JSON, so only a success is streamed.
  if (response.ok && isStream) return { response, stream: expects(response, call, halt) };
  return { response, ...(await readText(response, response.ok ? maxResponseBytes : MAX_READ_LENGTH)) };
}
