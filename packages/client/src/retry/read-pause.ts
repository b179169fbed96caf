/** As far as they are read. */
interface HeadersLike {
  get(name: string): string | null;
}

/**
 * How long the server asks to send nothing, in ms: `Retry-After` in seconds or as a date, else the reset of a rate
 * limit of which nothing remains. Undefined when it does not say. A date counts from the response's own `Date`, as the
 * server's clock and ours may differ; without one, from `nowMs`.
 */
export function readPause(headers: HeadersLike, nowMs: number): number | undefined {
  const value = headers.get('retry-after') || readReset(headers, 'x-ratelimit-') || readReset(headers, 'ratelimit-');
  if (!value) return undefined;
  const seconds = Number(value);
  const sentMs = Date.parse(headers.get('date') ?? '') || nowMs;
  // Some write the reset as the time since the epoch.
  const pauseMs = seconds <= 1e9 ? seconds * 1000 : (Date.parse(value) || seconds * 1000) - sentMs;
  return Number.isNaN(pauseMs) ? undefined : Math.max(pauseMs, 0);
}

function readReset(headers: HeadersLike, prefix: string): string | null {
  return headers.get(`${prefix}remaining`) === '0' ? headers.get(`${prefix}reset`) : null;
}
