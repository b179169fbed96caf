import {
  type CallEvent,
  type ErrorEvent,
  type NeonHooks,
  notify,
  type ResponseEvent,
  type RetryEvent,
} from '../hooks/index.ts';
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

/** A call under way. */
interface Flight {
  readonly settings: TransportSettings;
  readonly call: Call;
  readonly deadline: number;
  /** Those that it was sent with. */
  readonly apiKeys: string[];
  turn?: Turn;
}

/** What an event says beside what all have in common. */
type EventFacts = { readonly [Name in keyof (ResponseEvent & RetryEvent & ErrorEvent)]?: unknown };

let lastCallId = 0;

export function createTransport(settings: TransportSettings): Transport {
  const { clock } = settings;

  return async (request) => {
    const { timeoutMs } = request;
    const apiKeys: string[] = [];
    // A copy of the request would cost more than all that happens here.
    const call: Call = Object.assign(request, {
      callId: ++lastCallId,
      attempts: 0,
      redact: redactorOf(request, apiKeys),
    });
    const flight: Flight = { settings, call, deadline: monotonicNow(clock) + timeoutMs, apiKeys };
    let failure: unknown;
    try {
      call.signal?.throwIfAborted();
      const turn = turnOf(flight);
      if (turn !== undefined) flight.turn = await turn;
      const answer = await sendUntilDecided(flight);
      failure = answer.error;
      return answer;
    } catch (thrown) {
      // Attempts have errors of their own, so this was before one.
      failure = thrown === TIMED_OUT ? timeoutError(call, timeoutMs, 'not_sent') : thrown;
      throw failure;
    } finally {
      if (failure !== undefined) tell(flight, 'onError', () => ({ error: errorFacts(failure, call.redact) }));
      flight.turn?.leave();
    }
  };
}

/** Changes to one project go one after the other, so that one's own calls do not lock each other out. */
function turnOf({ settings, call, deadline }: Flight): Promise<Turn> | undefined {
  const { serializeChanges, shared, baseUrl, clock } = settings;
  const { project_id } = call.ids;
  return serializeChanges && project_id && !isSafeMethod(call.method)
    ? takeTurn(shared.turns, `${baseUrl} ${project_id}`, clock, call.signal, deadline)
    : undefined;
}

async function sendUntilDecided(flight: Flight): Promise<NeonAnswer> {
  const { settings, call, deadline } = flight;
  const { method, route } = call;
  const { clock } = settings;
  // What is left of its budgets.
  const policy = { ...call.retry };
  for (;;) {
    const given = settings.readApiKey();
    const apiKey = typeof given === 'string' ? given : await inTime(flight, given);
    flight.apiKeys.push(apiKey);
    const limiter = limiterFor(settings, apiKey);
    const place = limiter?.reserve(route) ?? 0;
    if (limiter && place !== 0) await waitForPlace(flight, limiter, place);

    call.attempts++;
    flight.turn?.renew();
    tell(flight, 'onRequest');
    const startedAt = monotonicNow(clock);
    const attemptMs = Math.min(call.attemptTimeoutMs, deadline - startedAt);
    const result = await attempt(call, headersOf(flight, apiKey), attemptMs, settings);
    const now = monotonicNow(clock);
    const { response, ended } = result;
    const status = response?.status;
    // After a success, only a limiter wants to know.
    const retryAfterMs = response && (limiter || !response.ok) ? readPause(response.headers, clock.now()) : undefined;
    if (response) {
      tell(flight, 'onResponse', () => ({
        status,
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
    tell(flight, 'onRetry', () => ({ status, delayMs }));
    await pause(flight, delayMs);
    policy[budgetOf(ended)] -= delayMs;
  }
}

function limiterFor({ rateLimit, shared, baseUrl }: TransportSettings, apiKey: string): RateLimiter | undefined {
  return rateLimit === true ? shared.limiterFor(baseUrl, apiKey) : rateLimit || undefined;
}

async function waitForPlace(flight: Flight, limiter: RateLimiter, place: number | Promise<number>): Promise<void> {
  const { settings, call, deadline } = flight;
  try {
    const delayMs = await inTime(flight, place);
    if (monotonicNow(settings.clock) + delayMs >= deadline) throw TIMED_OUT;
    if (delayMs > 0) await pause(flight, delayMs);
  } catch (error) {
    limiter.release(call.route);
    throw error;
  }
}

/** Waits for what comes before an attempt, within the time of the call. */
function inTime<T>({ settings: { clock }, call, deadline }: Flight, work: T | Promise<T>): T | Promise<T> {
  return work instanceof Promise ? within(work, deadline - monotonicNow(clock), call.signal, clock) : work;
}

function pause({ settings, call, turn }: Flight, ms: number): Promise<void> {
  turn?.renew(ms);
  return rest(ms, call.signal, settings.clock);
}

function headersOf({ settings, call }: Flight, apiKey: string): Record<string, string> {
  const accept = typeof call.expects === 'function' ? '*/*' : 'application/json';
  // Whatever the caller asks for, the key is ours.
  return { ...settings.headers, accept, ...call.headers, authorization: `Bearer ${apiKey}` };
}

function tell({ settings: { hooks, baseUrl }, call }: Flight, name: keyof NeonHooks, facts?: () => EventFacts): void {
  const hook = hooks[name] as ((event: CallEvent) => unknown) | undefined;
  notify(hook, () => ({ ...facts?.(), ...announce(call, baseUrl) }));
}

function conclude(call: Call, answered: Answered, retryAfterMs: number | undefined): NeonAnswer {
  const { response } = answered;
  if (response.ok) return { response, value: decodeBody(call, answered) };
  const words = serverWords(response, answered.text ?? '', call.redact);
  return { response, words, error: apiError(call, response, words, retryAfterMs) };
}
