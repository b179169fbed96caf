import { onAbort } from '../internal/index.ts';
import type { Clock } from '../runtime/index.ts';
import { readStart } from './read-start.ts';
import type { NeonRequest } from './request.ts';
import { within } from './within.ts';

/** How one attempt ended. A value and not an exception, so that what to do next is a decision about data. */
export type AttemptResult =
  | { readonly kind: 'answered'; readonly response: Response; readonly text: string | undefined }
  | { readonly kind: 'broken'; readonly cause: unknown }
  | { readonly kind: 'timed_out'; readonly timeoutMs: number; readonly sent: boolean };

/** Where and for how long to send. */
export interface AttemptSettings {
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  readonly headers: Record<string, string>;
  readonly timeoutMs: number;
  /** What a stream that breaks off later rejects with. */
  readonly explainBreak: (cause: unknown) => unknown;
}

// An error says enough in far less; a proxy may send a page of any size.
const MOST_ERROR_BYTES = 64 * 1024;

/**
 * Sends a request once; the timeout covers headers and body, of a stream the headers.
 * Throws only the reason of the caller's signal, as it is.
 */
export async function attempt(
  request: NeonRequest,
  { fetch, clock, headers, timeoutMs, explainBreak }: AttemptSettings,
): Promise<AttemptResult> {
  const { method, url, body, signal, expects } = request;
  signal?.throwIfAborted();
  const halt = new AbortController();
  const exchange = async (): Promise<AttemptResult> => {
    // A redirect would carry the key to another host.
    const init: RequestInit = { method, headers, signal: halt.signal, redirect: 'manual' };
    if (body !== undefined) init.body = body;
    const response = await fetch(url, init);
    const kind = 'answered';
    // A failed download explains itself in JSON, so only a success streams.
    if (!response.ok) return { kind, response, text: await readStart(response.body, MOST_ERROR_BYTES) };
    if (expects !== 'stream') return { kind, response, text: await response.text() };
    const { watchStream } = await import('./watch-stream.ts');
    // The caller's signal still ends it, though this attempt is over.
    const unwatch = onAbort(signal, () => halt.abort(signal?.reason));
    return { kind, response: watchStream(response, unwatch, signal, explainBreak), text: undefined };
  };
  try {
    return await within(exchange(), timeoutMs, signal, clock, halt);
  } catch (cause) {
    signal?.throwIfAborted();
    return halt.signal.aborted ? { kind: 'timed_out', timeoutMs, sent: true } : { kind: 'broken', cause };
  }
}
