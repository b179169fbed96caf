import type { FetchResponse } from './fetch.ts';
import { redactedStart } from './redact.ts';
import type { Redact } from './request.ts';

/** What the server said about a failure, in the shape of Neon's GeneralError. */
export interface ErrorBody {
  readonly code: string;
  readonly message: string;
  readonly requestId?: string | undefined;
}

/** Reads an error body; one that is not Neon's becomes a short excerpt of it, or the status text. */
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

/** The id that the server gave the request in a header. */
export function requestIdOf(response: FetchResponse, redact: Redact): string | undefined {
  return excerpt(response.headers.get('x-request-id') ?? '', redact) || undefined;
}

/** A few words of a body that should not be there. Nothing of one that looks like JSON: it may hold secrets. */
export function excerptOfMarkup(text: string, redact: Redact): string {
  const start = redactedStart(text, redact);
  if (/^\s*[{["]/.test(start)) return '';
  // What is left open ends with the text: looking for its end again and again would take the square of its length.
  return excerpt(start.replace(/<(style|script).*?(<\/\1>|$)|<[^>]*>?/gis, ' '), redact);
}

/** The beginning of a text, on one line. */
export function excerpt(text: string, redact: Redact, length = 120): string {
  const safe = redactedStart(text, redact)
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim();
  return safe.length > length ? `${safe.slice(0, length)}…` : safe;
}

/** The object or list that a text is in JSON; undefined when it is none. */
export function parseObject(text: string): object | undefined {
  try {
    const value = JSON.parse(text);
    return Object(value) === value ? value : undefined;
  } catch {
    return undefined;
  }
}
