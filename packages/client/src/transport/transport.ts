import { type CallEvent, type NeonHooks, notify } from '../hooks/index.ts';
import { type RateLimiter, type SharedLimits, type Turn, takeTurn } from '../limits/index.ts';
import { decideRetry, isSafeMethod, readPause } from '../retry/index.ts';
import { type Clock, monotonicNow, type Random, rest, TIMED_OUT, within } from '../runtime/index.ts';
import type { NeonAnswer } from './answer.ts';
import { type Answered, attempt } from './attempt.ts';
import { announce, errorFacts } from './call-events.ts';
import { decodeBody } from './decode-body.ts';
import type { Fetch } from './fetch.ts';
import { redactorOf } from './redact.ts';
import type { Call, NeonRequest } from './request.ts';
import { apiError, timeoutError } from './request-errors.ts';
import { requestIdOf, serverWords } from './server-words.ts';

/** Gets a request to Neon and its answer back, whatever its status. Calls, pages and polls share it. */
export type Transport = (request: NeonRequest) => Promise<NeonAnswer>;

export interface TransportSettings {
  readonly readApiKey: () => Promise<string> | string;
  readonly baseUrl: string;
  readonly fetch: Fetch;
  readonly clock: Clock;
  /** How long a body of a success may be, after decompression; streams have no limit. */
  readonly maxResponseBytes: number;
  readonly random: Random;
  /** Sent with every request. */
  readonly headers: Readonly<Record<string, string>>;
  readonly hooks: NeonHooks;
  readonly shared: SharedLimits;
  /** `true` is the one that all clients of a key share. */
  readonly rateLimit: RateLimiter | boolean;
  readonly serializeChanges: boolean;
}

let lastCallId = 0;

export function createTransport(settings: TransportSettings): Transport {
  const { readApiKey, baseUrl, clock, random, hooks, shared, rateLimit, serializeChanges } = settings;

  return async (request) => {
    const { method, route, ids, signal, timeoutMs, expects } = request;
    const callId = ++lastCallId;
    const deadline = monotonicNow(clock) + timeoutMs;
    const apiKeys = new Set<string>();
    let turn: Turn | undefined;
    const call: Call = { request, attempts: 0, redact: redactorOf(request, apiKeys) };

    const tell = <Event extends CallEvent>(
      hook: ((event: Event) => unknown) | undefined,
      facts?: () => Omit<Event, keyof CallEvent>,
    ): void => notify(hook, () => ({ ...announce(call, callId, baseUrl), ...facts?.() }) as Event);
    const tellError = (error: unknown): void => tell(hooks.onError, () => ({ error: errorFacts(error, call.redact) }));

    /** Waits for what comes before an attempt, within the time of the call. */
    const inTime = async <T>(work: T | Promise<T>): Promise<T> =>
      work instanceof Promise ? within(work, deadline - monotonicNow(clock), signal, clock) : work;

    const waitForPlace = async (limiter: RateLimiter, place: number | Promise<number>): Promise<void> => {
      try {
        const delayMs = await inTime(place);
        if (monotonicNow(clock) + delayMs >= deadline) throw TIMED_OUT;
        turn?.renew(delayMs);
        if (delayMs > 0) await rest(delayMs, signal, clock);
      } catch (error) {
        limiter.release(route);
        throw error;
      }
    };

    const sendUntilDecided = async (): Promise<NeonAnswer> => {
      const waited = { lockMs: 0, otherMs: 0 };
      for (;;) {
        const apiKey = await inTime(readApiKey());
        apiKeys.add(apiKey);
        const limiter = rateLimit === true ? shared.limiterFor(baseUrl, apiKey) : rateLimit || undefined;
        const place = limiter?.reserve(route) ?? 0;
        if (limiter && place !== 0) await waitForPlace(limiter, place);

        call.attempts++;
        turn?.renew();
        tell(hooks.onRequest);
        const startedAt = monotonicNow(clock);
        const headers = {
          accept: typeof expects === 'function' ? '*/*' : 'application/json',
          ...settings.headers,
          ...request.headers,
          authorization: `Bearer ${apiKey}`,
        };
        const attemptMs = Math.min(request.attemptTimeoutMs, deadline - startedAt);
        const result = await attempt(call, headers, attemptMs, settings);
        const now = monotonicNow(clock);
        const { response, failure } = result;
        const status = response?.status;
        const retryAfterMs = response && readPause(response.headers, clock.now());
        if (response) {
          tell(hooks.onResponse, () => ({
            status: response.status,
            requestId: requestIdOf(response, call.redact),
            durationMs: now - startedAt,
          }));
        }
        const budget = status === 423 ? 'lockMs' : 'otherMs';
        const question = {
          method,
          failure: failure ? (result.final ? ('final' as const) : failure.outcome) : response.status,
          retryAfterMs,
          attempts: call.attempts,
          waitedMs: waited[budget],
        };
        const delayMs = decideRetry(question, request.retry, random);
        const pauseMs = status === 429 ? (retryAfterMs ?? delayMs ?? 1_000) : response?.ok && retryAfterMs;
        if (pauseMs) limiter?.pause(route, pauseMs);
        if (delayMs === undefined || now + delayMs >= deadline) {
          if (result.failure) throw failure;
          return conclude(call, result, retryAfterMs);
        }
        tell(hooks.onRetry, () => ({ status, delayMs }));
        turn?.renew(delayMs);
        await rest(delayMs, signal, clock);
        waited[budget] += delayMs;
      }
    };

    try {
      signal?.throwIfAborted();
      // Changes to one project go one after the other, so that one's own calls do not lock each other out.
      if (serializeChanges && ids.project_id !== undefined && !isSafeMethod(method)) {
        turn = await takeTurn(shared.turns, `${baseUrl} ${ids.project_id}`, clock, signal, deadline);
      }
      const answer = await sendUntilDecided();
      if (answer.error) tellError(answer.error);
      return answer;
    } catch (thrown) {
      // Attempts have errors of their own, so this was before one.
      const error = thrown === TIMED_OUT ? timeoutError(call, timeoutMs, 'not_sent') : thrown;
      tellError(error);
      throw error;
    } finally {
      turn?.leave();
    }
  };
}

function conclude(call: Call, answered: Answered, retryAfterMs: number | undefined): NeonAnswer {
  const { response, text } = answered;
  if (response.ok) return { response, text, value: decodeBody(call, answered) };
  const words = serverWords(response, text ?? '', call.redact);
  return { response, text, words, error: apiError(call, response, words, retryAfterMs) };
}
