import { type NeonHooks, notify } from '../hooks/index.ts';
import type { Leave, RateLimiter, SharedLimits } from '../limits/index.ts';
import { type AttemptFailure, decideRetry, isSafeMethod, readPause } from '../retry/index.ts';
import type { Clock, Random } from '../runtime/index.ts';
import { type AttemptResult, attempt } from './attempt.ts';
import { announce, errorFacts } from './call-events.ts';
import { decodeBody } from './decode-body.ts';
import { judgeBreak } from './judge-outcome.ts';
import { redactorOf } from './redact.ts';
import type { Call, NeonAnswer, NeonRequest } from './request.ts';
import { apiError, brokenError } from './request-errors.ts';
import { requestIdOf, serverWords } from './server-words.ts';
import { rest, TIMED_OUT, within } from './within.ts';

/** Gets a request to Neon and its answer back, whatever its status. Calls, pages and polls share it. */
export type Transport = (request: NeonRequest) => Promise<NeonAnswer>;

export interface TransportSettings {
  readonly readApiKey: () => Promise<string> | string;
  readonly baseUrl: string;
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  readonly random: Random;
  /** Sent with every request. */
  readonly headers: Readonly<Record<string, string>>;
  readonly hooks: NeonHooks;
  readonly shared: SharedLimits;
  /** `true` is the one that all clients of a key share. */
  readonly rateLimit: RateLimiter | boolean;
  readonly serializeChanges: boolean;
}

type Answered = Extract<AttemptResult, { kind: 'answered' }>;

let lastCallId = 0;

export function createTransport(settings: TransportSettings): Transport {
  return async (request) => {
    const { clock, hooks, baseUrl } = settings;
    const redact = redactorOf('', request.body);
    const call: Call = { request, id: ++lastCallId, deadline: clock.now() + request.timeoutMs, attempts: 0, redact };
    const failed = (error: unknown): void =>
      notify(hooks.onError, () => ({ ...announce(call, baseUrl), error: errorFacts(error, call.redact) }));
    let leave: Leave | undefined;
    try {
      request.signal?.throwIfAborted();
      if (needsTurn(request, settings)) leave = await takeTurn(call, settings);
      const answer = await sendUntilDecided(call, settings);
      if (answer.error) failed(answer.error);
      return answer;
    } catch (error) {
      failed(error);
      throw error;
    } finally {
      leave?.();
    }
  };
}

/** Changes to one project go one after the other, so that one's own calls do not lock each other out. */
function needsTurn({ method, ids }: NeonRequest, { serializeChanges }: TransportSettings): boolean {
  return serializeChanges && ids.project_id !== undefined && !isSafeMethod(method);
}

async function takeTurn(call: Call, settings: TransportSettings): Promise<Leave> {
  const { ready, leave } = settings.shared.turns.take(`${settings.baseUrl} ${call.request.ids.project_id}`);
  try {
    await inTime(call, settings, ready);
    return leave;
  } catch (error) {
    leave();
    throw error;
  }
}

async function sendUntilDecided(call: Call, settings: TransportSettings): Promise<NeonAnswer> {
  const { request } = call;
  const { method, route, signal } = request;
  const { clock, hooks, random, baseUrl, rateLimit, shared } = settings;
  const waited = { lockMs: 0, otherMs: 0 };
  for (;;) {
    const key = settings.readApiKey();
    const apiKey = typeof key === 'string' ? key : await inTime(call, settings, key);
    call.redact = redactorOf(apiKey, request.body);
    const limiter = rateLimit === true ? shared.limiterFor(baseUrl, apiKey) : rateLimit || undefined;
    const place = limiter?.reserve(route) ?? 0;
    if (limiter && place !== 0) await waitForPlace(call, limiter, place, settings);

    call.attempts++;
    notify(hooks.onRequest, () => announce(call, baseUrl));
    const startedAt = clock.now();
    const result = await attempt(request, {
      ...settings,
      headers: {
        accept: request.expects === 'stream' ? '*/*' : 'application/json',
        ...settings.headers,
        ...request.headers,
        authorization: `Bearer ${apiKey}`,
      },
      timeoutMs: Math.min(request.attemptTimeoutMs, call.deadline - startedAt),
      explainBreak: (cause) => brokenError(call, { kind: 'broken', cause }),
    });
    const now = clock.now();
    const response = result.kind === 'answered' ? result.response : undefined;
    const status = response?.status;
    const retryAfterMs = response && readPause(response.headers, now);
    if (response) {
      notify(hooks.onResponse, () => ({
        ...announce(call, baseUrl),
        status: response.status,
        requestId: requestIdOf(response, call.redact),
        durationMs: now - startedAt,
      }));
    }
    const budget = status === 423 ? 'lockMs' : 'otherMs';
    const delayMs = response?.ok
      ? undefined
      : decideRetry(
          { method, failure: failureOf(result), retryAfterMs, attempts: call.attempts, waitedMs: waited[budget] },
          request.retry,
          random,
        );
    const pauseMs = retryAfterMs ?? (status === 429 ? (delayMs ?? 1_000) : undefined);
    if (pauseMs && (status === 429 || response?.ok)) limiter?.pause(route, pauseMs);
    if (delayMs === undefined || now + delayMs >= call.deadline) {
      if (result.kind !== 'answered') throw brokenError(call, result);
      return conclude(call, result, retryAfterMs);
    }
    notify(hooks.onRetry, () => ({ ...announce(call, baseUrl), status, delayMs }));
    await rest(delayMs, signal, clock);
    waited[budget] += delayMs;
  }
}

function failureOf(result: AttemptResult): AttemptFailure {
  if (result.kind === 'answered') return result.response.status;
  return result.kind === 'broken' && judgeBreak(result.cause) === 'not_sent' ? 'not_sent' : 'unknown';
}

function conclude(call: Call, { response, text }: Answered, retryAfterMs: number | undefined): NeonAnswer {
  if (response.ok) return { response, text, value: decodeBody(call, response, text) };
  const words = serverWords(response, text ?? '', call.redact);
  return { response, text, words, error: apiError(call, response, words, retryAfterMs) };
}

async function waitForPlace(
  call: Call,
  limiter: RateLimiter,
  place: number | Promise<number>,
  settings: TransportSettings,
): Promise<void> {
  const { route, signal, timeoutMs } = call.request;
  const { clock } = settings;
  try {
    const delayMs = typeof place === 'number' ? place : await inTime(call, settings, place);
    if (clock.now() + delayMs >= call.deadline) throw brokenError(call, { kind: 'timed_out', timeoutMs, sent: false });
    if (delayMs > 0) await rest(delayMs, signal, clock);
  } catch (error) {
    limiter.release(route);
    throw error;
  }
}

/** Waits for what comes before an attempt, within the time of the call. */
async function inTime<T>(call: Call, { clock }: TransportSettings, work: Promise<T>): Promise<T> {
  const { signal, timeoutMs } = call.request;
  try {
    return await within(work, call.deadline - clock.now(), signal, clock);
  } catch (error) {
    throw error === TIMED_OUT ? brokenError(call, { kind: 'timed_out', timeoutMs, sent: false }) : error;
  }
}
