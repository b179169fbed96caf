import type { NeonRequest, Redact } from './request.ts';

const MASK = '[redacted]';

/** Masks passwords in URIs, and whatever has the form of a Neon key or password. */
export function redactUris(text: string): string {
  return text
    .replace(/(:\/\/[^\s:/@]*:)\S+@/g, `$1${MASK}@`)
    .replace(/([?&](?:password|token|key)=)[^\s&]+/gi, `$1${MASK}`)
    .replace(/\b(npg|napi)_\w+/g, MASK);
}

/** A function that takes the key, the secrets of the request's body and passwords in URIs out of a text. */
export function redactorOf(apiKey: string, body: NeonRequest['body']): Redact {
  return (text) => {
    let safe = text;
    for (const secret of [apiKey, ...secretsIn(body)]) {
      // Also as JSON writes it, for a server that quotes what it got.
      safe = safe.replaceAll(secret, MASK).replaceAll(JSON.stringify(secret).slice(1, -1), MASK);
    }
    return redactUris(safe);
  };
}

// What the contract marks as sensitive and grants access; a server may quote it when it refuses it.
const SECRET_NAME = /passw|secret|token|key|masking_value/i;
// A shorter value would be found in the middle of words.
const LEAST_SECRET_LENGTH = 4;

function secretsIn(body: NeonRequest['body']): string[] {
  const secrets: string[] = [];
  const collect = (value: unknown, name: string): void => {
    if (typeof value === 'object' && value !== null) {
      for (const [inner, part] of Object.entries(value)) collect(part, Array.isArray(value) ? name : inner);
    } else if (typeof value === 'string' && value.length >= LEAST_SECRET_LENGTH && SECRET_NAME.test(name)) {
      secrets.push(value);
    }
  };
  collect(readFields(body), '');
  // The longest first, so that none is left half masked.
  return secrets.sort((a, b) => b.length - a.length);
}

function readFields(body: NeonRequest['body']): unknown {
  if (body === undefined) return undefined;
  if (body instanceof FormData) return Object.fromEntries(body);
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
  try {
    return JSON.parse(text);
  } catch {
    return Object.fromEntries(new URLSearchParams(text));
  }
}

// Longer chains than fetch makes, and an end for circular ones.
const MOST_CAUSES = 5;

/**
 * A copy of what was thrown that is safe to attach to an error: name, message, stack and code, redacted. Whatever else
 * hangs on it, such as a request with its headers, stays behind.
 */
export function safeCause(thrown: unknown, redact: Redact, left: number = MOST_CAUSES): Error {
  const { name, message, stack, code, cause } = Object(thrown) as Partial<Error> & { code?: unknown };
  const inner = cause && left > 0 ? { cause: safeCause(cause, redact, left - 1) } : undefined;
  const copy = new Error(redact(String(message ?? code ?? thrown)), inner);
  for (const [field, value] of Object.entries({ name, stack, code })) {
    if (value !== undefined) Object.assign(copy, { [field]: redact(String(value)) });
  }
  return copy;
}
