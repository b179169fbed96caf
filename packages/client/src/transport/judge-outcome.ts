import type { RequestOutcome } from '../errors/index.ts';

const NEVER_CONNECTED: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** What became of a request that was answered with an unwanted status. */
export function judgeStatus(status: number): RequestOutcome {
  // Spec: 503 is safe to send again for any method, so nothing was done. 408 may come after the work began.
  if (status === 503) return 'rejected';
  return status >= 400 && status < 500 && status !== 408 ? 'rejected' : 'unknown';
}

/** What became of a request that broke off, from what `fetch` threw. */
export function judgeBreak(cause: unknown): RequestOutcome {
  const { code, cause: inner } = Object(cause) as { code?: unknown; cause?: unknown };
  if (NEVER_CONNECTED.has(code)) return 'not_sent';
  return inner === undefined ? 'unknown' : judgeBreak(inner);
}
