interface HeadersLike {
  get(name: string): string | null;
}

/**
 * Returns how long the server asks to wait, in ms, or undefined: `Retry-After` in seconds or as a date, else the reset
 * of an exhausted rate limit. A date is compared with the response's own `Date`, because the server's clock and ours
 * may differ, or with `nowMs` if that is missing.
 */
export function readPause(headers: HeadersLike, nowMs: number): number | undefined {
  const value = headers.get('retry-after') || readReset(headers, 'x-ratelimit-') || readReset(headers, 'ratelimit-');
  if (!value) return undefined;
  const seconds = Number(value);
  const sentMs = Date.parse(headers.get('date') ?? '') || nowMs;
  // Some servers send the reset as seconds since the epoch.
  const pauseMs = seconds <= 1e9 ? seconds * 1000 : (Date.parse(value) || seconds * 1000) - sentMs;
  return Number.isNaN(pauseMs) ? undefined : Math.max(pauseMs, 0);
}

function readReset(headers: HeadersLike, prefix: string): string | null {
  return headers.get(`${prefix}remaining`) === '0' ? headers.get(`${prefix}reset`) : null;
}
