import { NeonApiError, type NeonErrorDetails, NeonNetworkError, NeonTimeoutError } from '../errors/index.ts';
import type { AttemptResult } from './attempt.ts';
import { judgeBreak, judgeStatus } from './judge-outcome.ts';
import { LOOK_FIRST, nextStep } from './next-step.ts';
import type { NeonAnswer, NeonRequest } from './request.ts';
import { requestIdOf, serverWords } from './server-words.ts';

/** The error for an answer with a status that is no success. */
export function apiError(request: NeonRequest, answer: NeonAnswer): NeonApiError {
  const { response, text, attempts, redact } = answer;
  const { status } = response;
  const { code, message, requestId } = serverWords(response, text ?? '', redact);
  const redirected = response.type === 'opaqueredirect' || (status >= 300 && status < 400);
  const what = redirected
    ? `${status || ''} a redirect, which is not followed as it would carry the API key away`.trim()
    : `${status} ${message}`;
  const step = redirected ? 'Check baseUrl.' : nextStep(status, request.method);
  return new NeonApiError(redact(describe(request, what, step, code, requestId)), {
    ...identify(request),
    status,
    code,
    requestId,
    attempts,
    outcome: judgeStatus(status),
  });
}

/** The error for a success whose body is not what the contract says. */
export function decodingError(request: NeonRequest, answer: NeonAnswer, problem: string): NeonApiError {
  const { response, attempts, redact } = answer;
  const requestId = requestIdOf(response, redact);
  const step = request.method === 'GET' ? 'Check baseUrl and any proxy on the way.' : LOOK_FIRST;
  return new NeonApiError(redact(describe(request, `${response.status} but ${problem}`, step, '', requestId)), {
    ...identify(request),
    status: response.status,
    code: '',
    requestId,
    attempts,
    outcome: 'unknown',
  });
}

/** The error for a request that got no whole answer. `cause` must be safe to show. */
export function brokenError(
  request: NeonRequest,
  result: Exclude<AttemptResult, { kind: 'answered' }>,
  attempts: number,
  redact: NeonAnswer['redact'],
): NeonNetworkError | NeonTimeoutError {
  const unsafe = request.method !== 'GET';
  if (result.kind === 'timed_out') {
    const { timeoutMs } = request;
    const step = unsafe ? LOOK_FIRST : 'Send it again, or raise timeoutMs.';
    const message = describe(request, `no whole answer within ${timeoutMs} ms (timeoutMs)`, step);
    return new NeonTimeoutError(redact(message), { ...identify(request), timeoutMs, attempts, outcome: 'unknown' });
  }
  const { cause } = result;
  const outcome = judgeBreak(cause);
  const said = reasonOf(cause);
  const step = outcome === 'not_sent' ? 'It was not sent: check the network and baseUrl.' : unsafe ? LOOK_FIRST : '';
  const message = describe(request, `the connection failed${said && ` (${said})`}`, step);
  return new NeonNetworkError(redact(message), { ...identify(request), attempts, outcome, cause });
}

function identify({ method, route, operationId }: NeonRequest): NeonErrorDetails {
  return { method, route, operationId };
}

/** `createBranch: 422 branch not ready yet (POST /projects/{project_id}/branches, project_id p, request r). Next step.` */
function describe(request: NeonRequest, what: string, step: string, code?: string, requestId?: string): string {
  const { method, route, operationId, ids } = request;
  const where = [
    `${method} ${route}`,
    ...Object.entries(ids).map(([name, id]) => `${name} ${id}`),
    ...(code ? [`code ${code}`] : []),
    ...(requestId ? [`request ${requestId}`] : []),
  ];
  return `${operationId ?? method}: ${what} (${where.join(', ')}).${step && ` ${step}`}`;
}

/** fetch says only "fetch failed"; the reason is in its cause. */
function reasonOf(cause: unknown): string {
  const { message, code, cause: inner } = Object(cause) as { message?: string; code?: string; cause?: unknown };
  return (inner ? reasonOf(inner) : '') || message || code || '';
}
