import type { Emulator, LoggedRequest } from '@neon-api/emulator';

/** What the emulator received. */
export interface RequestCounts {
  readonly requests: number;
  /** Responses with the status 429. */
  readonly rateLimited: number;
  /** The part of the account's limit that was used between the first request and the last one. */
  readonly limitUsed: number;
}

/** Neon's limit for an account, which the emulator enforces. */
const LIMIT = { requests: 700, windowMs: 60_000 };

/** The emulator lists its latest 1,000 requests: those of about 85 seconds. */
const READ_INTERVAL_MS = 5_000;

/** Counts the requests that the emulator receives, until the returned function is called. */
export function countRequests(emulator: Pick<Emulator, 'listRequests'>): () => RequestCounts {
  const seen = new Map<string, LoggedRequest>();
  const read = (): void => {
    for (const request of emulator.listRequests()) seen.set(request.requestId, request);
  };
  const timer = setInterval(read, READ_INTERVAL_MS);
  return () => {
    clearInterval(timer);
    read();
    return summarizeRequests([...seen.values()]);
  };
}

/** Counts the requests in a log. */
export function summarizeRequests(log: readonly Pick<LoggedRequest, 'receivedAt' | 'status'>[]): RequestCounts {
  const times = log.map(({ receivedAt }) => Date.parse(receivedAt)).sort((one, other) => one - other);
  const elapsedMs = (times.at(-1) ?? 0) - (times[0] ?? 0);
  const allowed = (elapsedMs / LIMIT.windowMs) * LIMIT.requests;
  return {
    requests: log.length,
    rateLimited: log.filter(({ status }) => status === 429).length,
    limitUsed: allowed === 0 ? 0 : Math.round((log.length / allowed) * 1_000) / 1_000,
  };
}
