/** As far as they are read. */
interface ReadHeaders {
  get(name: string): string | null;
}

/**
 * How long the server asks to send nothing, in ms: `Retry-After` in seconds or as a date, else the reset of a rate
 * limit of which nothing remains. Undefined when it does not say. A date counts from the response's own `Date`, as the
 * server's clock and ours may differ; without one, from `nowMs`.
 */
export function readPause(headers: ReadHeaders, nowMs: number): number | undefined {
  const said = headers.get('retry-after') || readReset(headers, 'x-ratelimit-') || readReset(headers, 'ratelimit-');
  if (!said) return undefined;
  const seconds = Number(said);
  const sentMs = Date.parse(headers.get('date') ?? '') || nowMs;
  // Some write the reset as the time since the epoch.
  const pauseMs = seconds <= 1e9 ? seconds * 1000 : (Date.parse(said) || seconds * 1000) - sentMs;
  return Number.isNaN(pauseMs) ? undefined : Math.max(pauseMs, 0);
}

function readReset(headers: ReadHeaders, prefix: string): string | null {
  return headers.get(`${prefix}remaining`) === '0' ? headers.get(`${prefix}reset`) : null;
}
