import {
  NeonApiError,
  type NeonErrorDetails,
  NeonNetworkError,
  NeonTimeoutError,
  type RequestOutcome,
} from '../errors/index.ts';
import { isSafeMethod } from '../retry/index.ts';
import { safeCause } from './causes.ts';
import type { FetchResponse } from './fetch.ts';
import { judgeConnectionFailure, judgeStatus } from './judge-outcome.ts';
import { type ErrorBody, requestIdOf } from './read-error-body.ts';
import type { Call } from './request.ts';

const ADVICE_BY_STATUS: Readonly<Record<number, string>> = {
  401: 'Check the API key.',
  403: "Check the API key's permissions.",
  404: 'Check the ids and the API key.',
  423: 'Nothing was changed. Retry later.',
  429: 'Nothing was changed. Retry more slowly.',
  503: 'Nothing was changed. Retry later.',
};

/** Makes the error for a response with an error status, a redirect, or an unreadable body. */
export function apiError(
  call: Call,
  response: FetchResponse,
  { message, code, requestId = requestIdOf(response, call.redact) }: ErrorBody,
  retryAfterMs?: number,
): NeonApiError {
  const { ok, status } = response;
  // Browsers report a redirect as status 0.
  const isExpected = ok || status >= 400;
  const what = `${status} ${isExpected ? message : 'redirect'}`;
  const advice =
    status < 400 ? 'Check baseUrl.' : message.startsWith('org_id') ? 'Set orgId.' : ADVICE_BY_STATUS[status];
  return makeError(
    NeonApiError,
    call,
    what,
    { status, code, requestId, retryAfterMs, outcome: judgeStatus(status) },
    advice,
  );
}

/** Makes the error for a success whose body does not match the API document. */
export function unreadableError(call: Call, response: FetchResponse, problem: string): NeonApiError {
  return apiError(call, response, { code: '', message: `but the body is ${problem}` });
}

/**
 * Makes the error for a request that took too long. `not_sent` is right for a call that timed out in a queue, even
 * after other attempts: those were refused, or their method changes nothing.
 */
export function timeoutError(call: Call, timeoutMs: number, outcome: RequestOutcome): NeonTimeoutError {
  return makeError(NeonTimeoutError, call, `timed out after ${timeoutMs} ms`, { timeoutMs, outcome });
}

/** Makes the error for a request without a complete response, from what `fetch` threw. */
export function connectionError(
  call: Call,
  thrown: unknown,
): { readonly failure: NeonNetworkError; readonly ended: RequestOutcome | 'final' } {
  const cause = safeCause(thrown, call.redact);
  const { outcome, isFinal } = judgeConnectionFailure(cause);
  // Plain http is allowed only on loopback.
  const hint = outcome === 'not_sent' && call.url.startsWith('http:') ? '; is the emulator running?' : '';
  const what = `the connection failed (${reasonOf(cause)}${hint})`;
  return { failure: makeError(NeonNetworkError, call, what, { outcome, cause }), ended: isFinal ? 'final' : outcome };
}

/**
 * Message: `createBranch: 422 not ready yet (POST /projects/{project_id}/branches, project_id p, request r). Advice.`
 */
function makeError<Details extends NeonErrorDetails, Made>(
  ErrorClass: new (message: string, details: Details) => Made,
  { method, route, operationId, ids, attempts, redact }: Call,
  what: string,
  details: Details & { readonly code?: string; readonly outcome: RequestOutcome },
  advice = '',
): Made {
  const { code, requestId: request, outcome } = details;
  const facts = { [method]: route, ...ids, code, request, attempts: attempts > 1 && attempts };
  const where = Object.entries(facts)
    .filter(([, value]) => value)
    .map((fact) => fact.join(' '));
  const adviceByOutcome = {
    not_sent: 'Nothing was sent.',
    rejected: advice,
    unknown: isSafeMethod(method) ? advice || 'Retry later.' : `It may have run: check before you retry. ${advice}`,
  };
  const message = `${operationId ?? method}: ${what} (${where.join(', ')}). ${adviceByOutcome[outcome]}`;
  return new ErrorClass(redact(message.trim()), { method, route, operationId, attempts, ...details });
}

/** The message of fetch is only "fetch failed"; the reason is in its cause. */
function reasonOf({ cause, message }: Error): string {
  return (cause instanceof Error && reasonOf(cause)) || message;
}
