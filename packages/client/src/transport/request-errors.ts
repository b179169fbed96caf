import {
  NeonApiError,
  type NeonErrorDetails,
  NeonNetworkError,
  NeonTimeoutError,
  type RequestOutcome,
} from '../errors/index.ts';
import { isSafeMethod } from '../retry/index.ts';
import type { AttemptResult } from './attempt.ts';
import { judgeBreak, judgeStatus } from './judge-outcome.ts';
import { LOOK_FIRST, nextStep } from './next-step.ts';
import { safeCause } from './redact.ts';
import type { Call } from './request.ts';
import { requestIdOf, type ServerWords } from './server-words.ts';

/** The error for an answer with a status that is no success. */
export function apiError(
  call: Call,
  { type, status }: Response,
  { code, message, requestId }: ServerWords,
  retryAfterMs: number | undefined,
): NeonApiError {
  const redirected = type === 'opaqueredirect' || (status >= 300 && status < 400);
  const what = redirected ? 'a redirect, which would carry the API key away' : message;
  const step = redirected ? 'Check baseUrl.' : nextStep(status, isSafeMethod(call.request.method));
  const details = { ...factsOf(call), status, code, requestId, retryAfterMs, outcome: judgeStatus(status) };
  return new NeonApiError(describe(call, `${status || ''} ${what}`.trim(), step, details), details);
}

/** The error for a success whose body is not what the contract says. */
export function decodingError(call: Call, response: Response, problem: string): NeonApiError {
  const { status } = response;
  const requestId = requestIdOf(response, call.redact);
  const details = { ...factsOf(call), status, code: '', requestId, outcome: 'unknown' } as const;
  return new NeonApiError(describe(call, `${status} but ${problem}`, ifSafe(call, 'Check baseUrl.'), details), details);
}

/** The error for a request that got no whole answer. */
export function brokenError(
  call: Call,
  result: Exclude<AttemptResult, { kind: 'answered' }>,
): NeonNetworkError | NeonTimeoutError {
  if (result.kind === 'timed_out') {
    const { timeoutMs, sent } = result;
    // What is not sent in time stood in a queue; attempts before it were refused, or of a method that changes nothing.
    const outcome = sent ? 'unknown' : 'not_sent';
    const message = describe(call, `no whole answer within ${timeoutMs} ms`, stepAfter(call, outcome));
    return new NeonTimeoutError(message, { ...factsOf(call), timeoutMs, outcome });
  }
  const cause = safeCause(result.cause, call.redact);
  const outcome = judgeBreak(result.cause);
  const message = describe(call, `the connection failed (${reasonOf(cause)})`, stepAfter(call, outcome));
  return new NeonNetworkError(message, { ...factsOf(call), outcome, cause });
}

function stepAfter(call: Call, outcome: RequestOutcome): string {
  return outcome === 'not_sent' ? 'It was not sent.' : ifSafe(call, 'Send it again.');
}

function ifSafe({ request }: Call, step: string): string {
  return isSafeMethod(request.method) ? step : LOOK_FIRST;
}

function factsOf({ request: { method, route, operationId }, attempts }: Call): NeonErrorDetails {
  return { method, route, operationId, attempts };
}

/** `createBranch: 422 branch not ready yet (POST /projects/{project_id}/branches, project_id p, request r). Next step.` */
function describe(
  { request, attempts, redact }: Call,
  what: string,
  step: string,
  { code, requestId }: { readonly code?: string; readonly requestId?: string | undefined } = {},
): string {
  const { method, route, operationId, ids } = request;
  const where = [
    `${method} ${route}`,
    ...Object.entries(ids).map((pair) => pair.join(' ')),
    code && `code ${code}`,
    requestId && `request ${requestId}`,
    attempts > 1 && `${attempts} attempts`,
  ];
  return redact(`${operationId ?? method}: ${what} (${where.filter(Boolean).join(', ')}). ${step}`.trim());
}

/** fetch says only "fetch failed"; the reason is in its cause. */
function reasonOf({ cause, message }: Error): string {
  return (cause instanceof Error && reasonOf(cause)) || message;
}
