import type { RequestOutcome } from '../errors/index.ts';

/** What became of a request that was answered with an unwanted status. */
export function judgeStatus(status: number): RequestOutcome {
  // Spec: 503 is safe to send again for any method, so nothing was done. 408 may come after the work began.
  return status === 503 || (status >= 400 && status < 500 && status !== 408) ? 'rejected' : 'unknown';
}

/** What became of a request that broke off, from what `fetch` threw. */
export function judgeBreak(thrown: unknown): RequestOutcome {
  const { code, cause } = Object(thrown) as { code?: unknown; cause?: unknown };
  if (/^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT)$/.test(String(code))) return 'not_sent';
  return cause === undefined ? 'unknown' : judgeBreak(cause);
}
