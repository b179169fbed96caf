import type { Redact } from './request.ts';

const MASK = '[redacted]';

/** Masks the password of every URI in a text. */
export function redactUris(text: string): string {
  return text.replace(/(:\/\/[^\s:/@]*:)[^\s@]+@/g, `$1${MASK}@`);
}

/** A function that takes `apiKey` and URI passwords out of a text. */
export function redactorOf(apiKey: string): Redact {
  return (text) => redactUris(text.replaceAll(apiKey, MASK));
}

/** A cause that can be attached to an error: itself, or its redacted shell when the key can be reached from it. */
export function safeCause(cause: unknown, apiKey: string, redact: Redact): unknown {
  if (!reaches(cause, apiKey, 6)) return cause;
  return new Error(redact(cause instanceof Error ? `${cause.name}: ${cause.message}` : 'The cause held the API key.'));
}

function reaches(value: unknown, secret: string, depth: number): boolean {
  if (typeof value === 'string') return value.includes(secret);
  if (typeof value !== 'object' || value === null || depth === 0) return false;
  // Errors of custom fetches carry their request, whose headers are not own properties.
  const parts = value instanceof Headers ? [...value.values()] : ownValues(value);
  if (value instanceof Request) parts.push(value.headers);
  return parts.some((part) => reaches(part, secret, depth - 1));
}

function ownValues(value: object): unknown[] {
  return Object.values(Object.getOwnPropertyDescriptors(value)).map((property) => property.value);
}
