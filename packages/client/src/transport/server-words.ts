import type { Redact } from './request.ts';

/** What the server said about a failure, in the shape of Neon's GeneralError. */
export interface ServerWords {
  readonly code: string;
  readonly message: string;
  readonly requestId: string | undefined;
}

/** Reads an error body; one that is not Neon's becomes a short excerpt of it, or the status text. */
export function serverWords(response: Response, text: string, redact: Redact): ServerWords {
  const body = parseObject(text);
  const { code, message, request_id } = body ?? {};
  return {
    code: typeof code === 'string' ? redact(code) : '',
    message:
      (typeof message === 'string' && redact(message)) ||
      (!body && excerpt(text, redact)) ||
      response.statusText ||
      'without a message',
    requestId: typeof request_id === 'string' && request_id ? redact(request_id) : requestIdOf(response, redact),
  };
}

/** The id that the server gave the request in a header. */
export function requestIdOf(response: Response, redact: Redact): string | undefined {
  return redact(response.headers.get('x-request-id') ?? '') || undefined;
}

const EXCERPT_LENGTH = 120;

/** A few words of a body that should not be there. Nothing of one that looks like JSON: it may hold secrets. */
export function excerpt(text: string, redact: Redact): string {
  const start = text.slice(0, 4096).trimStart();
  if (/^[{["]/.test(start)) return '';
  const words = start.replace(/<(style|script)[\s\S]*?<\/\1>|<[^>]*>?|[\s\p{C}]+/giu, ' ').replace(/ +/g, ' ');
  // Redacted before it is cut: half a secret would not be recognised.
  const safe = redact(words.trim());
  return safe.length > EXCERPT_LENGTH ? `${safe.slice(0, EXCERPT_LENGTH)}…` : safe;
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
