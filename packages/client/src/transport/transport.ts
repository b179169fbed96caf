import {
  type CallEvent,
  type ErrorEvent,
  type NeonHooks,
  notify,
  type ResponseEvent,
  type RetryEvent,
} from '../hooks/index.ts';
import { type RateLimiter, type SharedLimits, takeTurn } from '../limits/index.ts';
import { budgetOf, decideRetry, isSafeMethod, readPause } from '../retry/index.ts';
import { type Clock, monotonicNow, type Random, sleep, TIMED_OUT, withTimeout } from '../runtime/index.ts';
import type { NeonAnswer } from './answer.ts';
import { type Answered, type AttemptSettings, attempt } from './attempt.ts';
import { describeCall, describeError } from './call-events.ts';
import { decodeBody } from './decode-body.ts';
import { readErrorBody, requestIdOf } from './read-error-body.ts';
import { createRedactor } from './redact.ts';
import type { Call, NeonRequest } from './request.ts';
import { apiError, timeoutError } from './request-errors.ts';

/** Gets a request to Neon and its answer back, whatever its status. Calls, pages and polls share it. */
export type Transport = (request: NeonRequest) => Promise<NeonAnswer>;

export interface TransportSettings extends AttemptSettings {
  readonly readApiKey: () => Promise<string> | string;
  readonly baseUrl: string;
  readonly random: Random;
  readonly hooks: NeonHooks;
  readonly shared: SharedLimits;
  /** `true` is the one that all clients of a key share. */
  readonly rateLimit: RateLimiter | boolean;
  readonly serializeChanges: boolean;
}

/** What an event says beside what all have in common. */
type EventFacts = { readonly [Name in keyof (ResponseEvent & RetryEvent & ErrorEvent)]?: unknown };

let lastCallId = 0;

export function createTransport(settings: TransportSettings): Transport {
  const { baseUrl, clock, serializeChanges, shared } = settings;

  return async (request) => {
    const apiKeys: string[] = [];
    // A copy of the request would cost more than all that happens here.
    const call: Call = Object.assign(request, {
      callId: ++lastCallId,
      attempts: 0,
      apiKeys,
      redact: createRedactor(request.readFields, apiKeys),
      deadline: monotonicNow(clock) + request.timeoutMs,
      turn: undefined,
    });
    const { project_id } = call.ids;
    let failure: unknown;
    try {
      call.signal?.throwIfAborted();
      // Changes to one project go one after the other, so that one's own calls do not lock each other out.
      if (serializeChanges && project_id && !isSafeMethod(call.method)) {
        call.turn = await takeTurn(shared.turns, `${baseUrl} ${project_id}`, clock, call.signal, call.deadline);
      }
      const answer = await sendUntilDecided(call, settings);
      failure = answer.error;
      return answer;
    } catch (thrown) {
      // Attempts have errors of their own, so this was before one.
      failure = thrown === TIMED_OUT ? timeoutError(call, call.timeoutMs, 'not_sent') : thrown;
      throw failure;
    } finally {
      if (failure !== undefined)
        emit(call, settings, 'onError', () => ({ error: describeError(failure, call.redact) }));
      call.turn?.leave();
    }
  };
}

async function sendUntilDecided(call: Call, settings: TransportSettings): Promise<NeonAnswer> {
  const { clock, rateLimit, shared, baseUrl } = settings;
  // What is left of its budgets.
  const policy = { ...call.retry };
  for (;;) {
    const apiKey = await beforeDeadline(call, clock, settings.readApiKey());
    call.apiKeys.push(apiKey);
    const limiter = rateLimit === true ? shared.limiterFor(baseUrl, apiKey) : rateLimit;
    if (limiter) await reserveSlot(call, clock, limiter);

    call.attempts++;
    call.turn?.renew();
    emit(call, settings, 'onRequest');
    const startedAt = monotonicNow(clock);
    const result = await attempt(call, apiKey, Math.min(call.attemptTimeoutMs, call.deadline - startedAt), settings);
    const now = monotonicNow(clock);
    const { response, failure } = result;
    const status = response?.status;
    const ended = response ? response.status : result.ended;
    // After a success, only a limiter wants to know.
    const retryAfterMs = response && (limiter || !response.ok) ? readPause(response.headers, clock.now()) : undefined;
    if (response) {
      emit(call, settings, 'onResponse', () => ({
        status,
        requestId: requestIdOf(response, call.redact),
        durationMs: now - startedAt,
      }));
    }
    const delayMs = decideRetry(call, ended, retryAfterMs, policy, settings.random);
    const pauseMs = status === 429 ? (retryAfterMs ?? delayMs ?? 1_000) : response?.ok && retryAfterMs;
    if (limiter && pauseMs) limiter.pause(call.route, pauseMs);
    if (delayMs === undefined || now + delayMs >= call.deadline) {
      if (failure) throw failure;
      return toAnswer(call, result, retryAfterMs);
    }
    emit(call, settings, 'onRetry', () => ({ status, delayMs }));
    await pause(call, clock, delayMs);
    policy[budgetOf(ended)] -= delayMs;
  }
}

/** Takes a place for the call and waits until it may be sent. */
async function reserveSlot(call: Call, clock: Clock, limiter: RateLimiter): Promise<void> {
  const place = limiter.reserve(call.route);
  try {
    const delayMs = await beforeDeadline(call, clock, place);
    if (monotonicNow(clock) + delayMs >= call.deadline) throw TIMED_OUT;
    if (delayMs > 0) await pause(call, clock, delayMs);
  } catch (error) {
    limiter.release(call.route);
    throw error;
  }
}

/** Waits for what comes before an attempt, within the time of the call. */
function beforeDeadline<T>({ deadline, signal }: Call, clock: Clock, work: T | Promise<T>): T | Promise<T> {
  return work instanceof Promise ? withTimeout(work, deadline - monotonicNow(clock), signal, clock) : work;
}

function pause({ turn, signal }: Call, clock: Clock, ms: number): Promise<void> {
  turn?.renew(ms);
  return sleep(ms, signal, clock);
}

function emit(
  call: Call,
  { hooks, baseUrl }: TransportSettings,
  name: keyof NeonHooks,
  facts?: () => EventFacts,
): void {
  const hook = hooks[name] as ((event: CallEvent) => unknown) | undefined;
  notify(hook, () => ({ ...facts?.(), ...describeCall(call, baseUrl) }));
}

function toAnswer(call: Call, answered: Answered, retryAfterMs: number | undefined): NeonAnswer {
  const { response, text = '' } = answered;
  if (response.ok) return { response, value: decodeBody(call, answered) };
  const errorBody = readErrorBody(response, text, call.redact);
  return { response, message: errorBody.message, error: apiError(call, response, errorBody, retryAfterMs) };
}
