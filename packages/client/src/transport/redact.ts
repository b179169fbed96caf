import { getOrInsert, MASK, redactUris } from '@neon-api/ground';
import type { NeonRequest, Redact } from './request.ts';

/** How much of an unexpected body is read, in bytes; more than any error quotes. */
export const MAX_READ_LENGTH = 65_536;
const MAX_SECRET_LENGTH = 4_096;

/**
 * Returns the beginning of a text without secrets. Redacts before it cuts, because half a secret is not recognized. If
 * the text is longer, it drops the end, which may be half a secret.
 */
export function redactedStart(text: string, redact: Redact): string {
  const start = redact(text.slice(0, MAX_READ_LENGTH));
  return text.length < MAX_READ_LENGTH ? start : start.slice(0, -MAX_SECRET_LENGTH);
}

/** Returns a function that masks the keys, the secrets of the request's body, and passwords in URIs. */
export function createRedactor(readFields: NeonRequest['readFields'], keys: Iterable<string>): Redact {
  const patterns = new Map<string, RegExp>();
  return (text) => {
    let safe = text;
    for (const secret of [...keys, ...secretsIn(readFields?.())]) {
      safe = safe.replace(getOrInsert(patterns, secret, patternOf), MASK);
    }
    return redactUris(safe);
  };
}

/** Returns a pattern that matches a secret as it is, in JSON, and URL-encoded, whichever characters are encoded. */
function patternOf(secret: string): RegExp {
  const source = secret.replace(/./gsu, (character) => {
    const forms = new Set([
      character,
      JSON.stringify(character).slice(1, -1),
      String(new URLSearchParams({ '': character })).slice(1),
      `%${character.charCodeAt(0).toString(16)}`,
    ]);
    return `(${[...forms].map((form) => form.replace(/\W/g, '\\$&')).join('|')})`;
  });
  return new RegExp(source, 'gi');
}

function secretsIn(fields: unknown): string[] {
  const secrets: string[] = [];
  // A work list instead of recursion, because a body may be deeply nested.
  const left: [string, unknown][] = [['', fields]];
  for (const [name, value] of left) {
    if (typeof value !== 'string') {
      for (const [inner, part] of Object.entries(value ?? {})) left.push([Array.isArray(value) ? name : inner, part]);
      // Fields that grant access; a server may quote them in an error.
      // Shorter values would also match parts of words.
    } else if (/passw|secret|token|key|masking/i.test(name) && value.length > 3) secrets.push(value);
  }
  // Longest first, so that no secret is half masked.
  return secrets.sort((a, b) => b.length - a.length);
}
