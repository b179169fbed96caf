import type { NeonApiError } from '../errors/index.ts';
import type { RateLimiter } from '../limits/index.ts';
import { budgetOf, decideRetry, type RetryPolicy, readPause } from '../retry/index.ts';
import { monotonicNow, type Runtime, TIMED_OUT } from '../runtime/index.ts';
import { type Answered, type AttemptResult, type AttemptSettings, sendOnce } from './attempt.ts';
import { beforeDeadline, pause, type QueueSettings, reserveSlot, takeProjectTurn } from './before-sending.ts';
import { describeError, emit } from './call-events.ts';
import { decodeBody } from './decode-body.ts';
import type { FetchResponse } from './fetch.ts';
import { readErrorBody } from './read-error-body.ts';
import { createRedactor } from './redact.ts';
import type { Call, NeonRequest } from './request.ts';
import { apiError, timeoutError } from './request-errors.ts';

/** The response to a request, completely read unless it is a stream. */
export interface NeonAnswer {
  readonly response: FetchResponse;
  /** The decoded body of a success, or the stream. */
  readonly value?: unknown;
  /** For an error status: the server's message, and the error to throw. */
  readonly message?: string;
  readonly error?: NeonApiError;
}

/** Sends a request to Neon and returns the response, whatever its status. Calls, pages and polls share it. */
export type Transport = (request: NeonRequest) => Promise<NeonAnswer>;

export interface TransportSettings extends AttemptSettings, QueueSettings, Runtime {
  /** `true`: the limiter that all clients of a key share. */
  readonly rateLimit: RateLimiter | boolean;
  readonly readApiKey: () => Promise<string> | string;
}

let lastCallId = 0;

export function createTransport(settings: TransportSettings): Transport {
  return async (request) => {
    const apiKeys: string[] = [];
    // Not copied: copying the request would be the slowest step in this file.
    const call: Call = Object.assign(request, {
      callId: ++lastCallId,
      attempts: 0,
      apiKeys,
      redact: createRedactor(request.readFields, apiKeys),
      deadline: monotonicNow(settings.clock) + request.timeoutMs,
      turn: undefined,
    });
    let failure: unknown;
    try {
      call.signal?.throwIfAborted();
      call.turn = await takeProjectTurn(call, settings);
      const answer = await sendUntilDecided(call, settings);
      failure = answer.error;
      return answer;
    } catch (thrown) {
      // The timeout of an attempt is already a NeonTimeoutError, so this one happened before an attempt.
      failure = thrown === TIMED_OUT ? timeoutError(call, call.timeoutMs, 'not_sent') : thrown;
      throw failure;
    } finally {
      if (failure !== undefined) {
        emit(call, settings, 'onError', () => ({ error: describeError(failure, call.redact) }));
      }
      call.turn?.leave();
    }
  };
}

async function sendUntilDecided(call: Call, settings: TransportSettings): Promise<NeonAnswer> {
  const { baseUrl, clock, rateLimit, shared } = settings;
  // A copy, because each wait is subtracted from its budgets.
  const policy = { ...call.retry };
  for (;;) {
    const apiKey = await beforeDeadline(call, clock, settings.readApiKey());
    call.apiKeys.push(apiKey);
    const limiter = rateLimit === true ? shared.limiterFor(baseUrl, apiKey) : rateLimit;
    if (limiter) await reserveSlot(call, clock, limiter);
    const result = await sendOnce(call, apiKey, settings);
    const answer = await judge(call, result, policy, limiter, settings);
    if (answer) return answer;
  }
}

/** Returns the response that ends the call, or waits and returns undefined if another attempt is due. */
async function judge(
  call: Call,
  result: AttemptResult,
  policy: { -readonly [Name in keyof RetryPolicy]: number },
  limiter: RateLimiter | false,
  settings: TransportSettings,
): Promise<NeonAnswer | undefined> {
  const { clock } = settings;
  const { response } = result;
  const status = response?.status;
  // After a success, only a limiter needs it.
  const retryAfterMs = response && (limiter || !response.ok) ? readPause(response.headers, clock.now()) : undefined;
  const delayMs = decideRetry(call, response ? response.status : result.ended, retryAfterMs, policy, settings.random);
  const pauseMs = status === 429 ? (retryAfterMs ?? delayMs ?? 1_000) : response?.ok && retryAfterMs;
  if (limiter && pauseMs) limiter.pause(call.route, pauseMs);
  if (delayMs === undefined || monotonicNow(clock) + delayMs >= call.deadline) {
    if (result.failure) throw result.failure;
    return toAnswer(call, result, retryAfterMs);
  }
  emit(call, settings, 'onRetry', () => ({ status, delayMs }));
  await pause(call, clock, delayMs);
  policy[budgetOf(status)] -= delayMs;
  return undefined;
}

function toAnswer(call: Call, answered: Answered, retryAfterMs: number | undefined): NeonAnswer {
  const { response, text = '' } = answered;
  if (response.ok) return { response, value: decodeBody(call, answered) };
  const body = readErrorBody(response, text, call.redact);
  return { ...body, response, error: apiError(call, response, body, retryAfterMs) };
}
