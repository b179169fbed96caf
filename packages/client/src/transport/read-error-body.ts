import type { FetchResponse } from './fetch.ts';
import { redactedStart } from './redact.ts';
import type { Redact } from './request.ts';

/** An error from the server, in the shape of Neon's GeneralError. */
export interface ErrorBody {
  readonly code: string;
  readonly message: string;
  readonly requestId?: string | undefined;
}

/** Reads an error body. If it is not Neon's, the message is a short excerpt of it, or the status text. */
export function readErrorBody(response: FetchResponse, text: string, redact: Redact): ErrorBody {
  const { code, message, request_id }: { readonly [Name in 'code' | 'message' | 'request_id']?: unknown } = {
    ...parseObject(text),
  };
  const read = (value: unknown): string => (typeof value === 'string' ? excerpt(value, redact, 2_000) : '');
  return {
    code: read(code),
    message: read(message) || excerptOfMarkup(text, redact) || excerpt(response.statusText, redact) || 'no message',
    requestId: read(request_id) || undefined,
  };
}

/** Returns the request id from the response header. */
export function requestIdOf(response: FetchResponse, redact: Redact): string | undefined {
  return excerpt(response.headers.get('x-request-id') ?? '', redact) || undefined;
}

/** Returns the first words of an unexpected body, or '' if it looks like JSON, which may contain secrets. */
export function excerptOfMarkup(text: string, redact: Redact): string {
  const start = redactedStart(text, redact);
  if (/^\s*[{["]/.test(start)) return '';
  // An unclosed tag ends with the text; searching for its end each time would take quadratic time.
  return excerpt(start.replace(/<(style|script).*?(<\/\1>|$)|<[^>]*>?/gis, ' '), redact);
}

/** Returns the beginning of a text, on one line. */
export function excerpt(text: string, redact: Redact, length = 120): string {
  const safe = redactedStart(text, redact)
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim();
  return safe.length > length ? `${safe.slice(0, length)}…` : safe;
}

/** Parses a JSON object or list; returns undefined for any other text. */
export function parseObject(text: string): object | undefined {
  try {
    const value = JSON.parse(text);
    return Object(value) === value ? value : undefined;
  } catch {
    return undefined;
  }
}
