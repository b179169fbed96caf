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
import { judgeBreak, judgeStatus } from './judge-outcome.ts';
import type { Call } from './request.ts';
import type { ServerWords } from './server-words.ts';
import { STEP_AFTER } from './step-after.ts';

/** The error for an answer that is not what was asked for, by its status or, where that is fine, its body. */
export function apiError(
  call: Call,
  { ok, type, status }: FetchResponse,
  { code, message, requestId }: ServerWords,
  retryAfterMs?: number,
): NeonApiError {
  const redirected = type === 'opaqueredirect' || (status >= 300 && status < 400);
  const what = redirected ? 'a redirect, which would carry the API key away: check baseUrl' : message;
  const outcome = judgeStatus(status);
  const later = outcome === 'unknown' && !redirected ? 'Send it again later.' : '';
  const step = ok ? 'Check baseUrl.' : (STEP_AFTER[status] ?? later);
  const details = { status, code, requestId, retryAfterMs, outcome };
  return makeError(NeonApiError, call, `${status || ''} ${what}`.trim(), details, step);
}

/**
 * The error for a request that took too long. What is not sent in time stood in a queue; attempts before it were
 * refused, or of a method that changes nothing.
 */
export function timeoutError(call: Call, timeoutMs: number, outcome: RequestOutcome): NeonTimeoutError {
  const what = `no whole answer within ${timeoutMs} ms`;
  return makeError(NeonTimeoutError, call, what, { timeoutMs, outcome });
}

/** The error for a request that got no whole answer, from what `fetch` threw. */
export function brokenError(call: Call, thrown: unknown): NeonNetworkError {
  const cause = safeCause(thrown, call.redact);
  const { outcome } = judgeBreak(thrown);
  // Plain http is for loopback alone.
  const hint = outcome === 'not_sent' && call.request.url.startsWith('http:') ? '; is the emulator running?' : '';
  const what = `the connection failed (${reasonOf(cause)}${hint})`;
  return makeError(NeonNetworkError, call, what, { outcome, cause });
}

/** `createBranch: 422 branch not ready yet (POST /projects/{project_id}/branches, project_id p, request r). Next step.` */
function makeError<Details extends NeonErrorDetails, Made>(
  ErrorClass: new (message: string, details: Details) => Made,
  { request: { method, route, operationId, ids }, attempts, redact }: Call,
  what: string,
  details: Details & { readonly code?: string },
  step = 'Send it again.',
): Made {
  const { code, requestId, outcome } = details;
  const where = [
    `${method} ${route}`,
    ...Object.entries(ids).map((pair) => pair.join(' ')),
    code && `code ${code}`,
    requestId && `request ${requestId}`,
    attempts > 1 && `${attempts} attempts`,
  ];
  const mayBeDone = outcome === 'unknown' && !isSafeMethod(method);
  const known = outcome === 'not_sent' ? 'It was not sent.' : step;
  const advice = mayBeDone ? 'It may have been carried out: look before sending it again.' : known;
  const message = `${operationId ?? method}: ${what} (${where.filter(Boolean).join(', ')}). ${advice}`;
  return new ErrorClass(redact(message.trim()), { method, route, operationId, attempts, ...details });
}

/** fetch says only "fetch failed"; the reason is in its cause. */
function reasonOf({ cause, message }: Error): string {
  return (cause instanceof Error && reasonOf(cause)) || message;
}
