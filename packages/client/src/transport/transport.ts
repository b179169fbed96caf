import { type CallEvent, type NeonHooks, notify } from '../hooks/index.ts';
import { type RateLimiter, type SharedLimits, type Turn, takeTurn } from '../limits/index.ts';
import { budgetOf, decideRetry, isSafeMethod, readPause } from '../retry/index.ts';
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
  const { baseUrl, clock, hooks, shared, rateLimit } = settings;

  return async (request) => {
    const { method, route, ids, signal, timeoutMs, expects } = request;
    const deadline = monotonicNow(clock) + timeoutMs;
    const apiKeys = new Set<string>();
    const call: Call = { ...request, callId: ++lastCallId, attempts: 0, redact: redactorOf(request, apiKeys) };
    let turn: Turn | undefined;
    let failure: unknown;

    const tell = <Event extends CallEvent>(
      hook: ((event: Event) => unknown) | undefined,
      facts?: () => Omit<Event, keyof CallEvent>,
    ): void => notify(hook, () => ({ ...announce(call, baseUrl), ...facts?.() }) as Event);

    /** Waits for what comes before an attempt, within the time of the call. */
    const inTime = <T>(work: T | Promise<T>): T | Promise<T> =>
      work instanceof Promise ? within(work, deadline - monotonicNow(clock), signal, clock) : work;

    const pause = (ms: number): Promise<void> => {
      turn?.renew(ms);
      return rest(ms, signal, clock);
    };

    const waitForPlace = async (limiter: RateLimiter, place: number | Promise<number>): Promise<void> => {
      try {
        const delayMs = await inTime(place);
        if (monotonicNow(clock) + delayMs >= deadline) throw TIMED_OUT;
        if (delayMs > 0) await pause(delayMs);
      } catch (error) {
        limiter.release(route);
        throw error;
      }
    };

    const sendUntilDecided = async (): Promise<NeonAnswer> => {
      // What is left of its budgets.
      const policy = { ...request.retry };
      for (;;) {
        const apiKey = await inTime(settings.readApiKey());
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
        const result = await attempt(call, headers, Math.min(request.attemptTimeoutMs, deadline - startedAt), settings);
        const now = monotonicNow(clock);
        const { response, ended } = result;
        const status = response?.status;
        const retryAfterMs = response && readPause(response.headers, clock.now());
        if (response) {
          tell(hooks.onResponse, () => ({
            status: response.status,
            requestId: requestIdOf(response, call.redact),
            durationMs: now - startedAt,
          }));
        }
        const question = { method, ended, retryAfterMs, attempts: call.attempts };
        const delayMs = decideRetry(question, policy, settings.random);
        const pauseMs = status === 429 ? (retryAfterMs ?? delayMs ?? 1_000) : response?.ok && retryAfterMs;
        if (pauseMs) limiter?.pause(route, pauseMs);
        if (delayMs === undefined || now + delayMs >= deadline) {
          if (result.failure) throw result.failure;
          return conclude(call, result, retryAfterMs);
        }
        tell(hooks.onRetry, () => ({ status, delayMs }));
        await pause(delayMs);
        policy[budgetOf(ended)] -= delayMs;
      }
    };

    try {
      signal?.throwIfAborted();
      // Changes to one project go one after the other, so that one's own calls do not lock each other out.
      if (settings.serializeChanges && ids.project_id && !isSafeMethod(method)) {
        turn = await takeTurn(shared.turns, `${baseUrl} ${ids.project_id}`, clock, signal, deadline);
      }
      const answer = await sendUntilDecided();
      failure = answer.error;
      return answer;
    } catch (thrown) {
      // Attempts have errors of their own, so this was before one.
      failure = thrown === TIMED_OUT ? timeoutError(call, timeoutMs, 'not_sent') : thrown;
      throw failure;
    } finally {
      if (failure !== undefined) tell(hooks.onError, () => ({ error: errorFacts(failure, call.redact) }));
      turn?.leave();
    }
  };
}

function conclude(call: Call, answered: Answered, retryAfterMs: number | undefined): NeonAnswer {
  const { response } = answered;
  if (response.ok) return { response, value: decodeBody(call, answered) };
  const words = serverWords(response, answered.text ?? '', call.redact);
  return { response, words, error: apiError(call, response, words, retryAfterMs) };
}
