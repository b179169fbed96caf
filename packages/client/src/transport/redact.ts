import { getOrInsert } from '@neon-api/ground';
import type { NeonRequest, Redact } from './request.ts';

const MASK = '[redacted]';

/** How much is read of what should not be there, in bytes: an error says enough in far less. */
export const MAX_READ_LENGTH = 65_536;
const MAX_SECRET_LENGTH = 4_096;

/**
 * The beginning of a text without secrets. Redacted before it is cut, as half a secret is not recognised; of a longer
 * text, what may be half of one is dropped.
 */
export function redactedStart(text: string, redact: Redact): string {
  const start = redact(text.slice(0, MAX_READ_LENGTH));
  return text.length < MAX_READ_LENGTH ? start : start.slice(0, -MAX_SECRET_LENGTH);
}

/** Masks passwords in URIs and in libpq's parameters, and whatever has the form of a Neon key or password. */
export function redactUris(text: string): string {
  return text
    .replace(/\S+/g, maskUserInfo)
    .replace(
      /([?&](password|token|key)=)[^\s&]+|(password\s*=\s*)('([^'\\]|\\.)*'?|\S+)|\b(npg|napi)_\w+/gi,
      `$1$3${MASK}`,
    );
}

/** `scheme://user:…@host`: the password ends at the last `@`. Not one expression, whose work would grow with the square. */
function maskUserInfo(word: string): string {
  const end = word.lastIndexOf('@');
  return end < 0 ? word : word.slice(0, end).replace(/(:\/\/[^:/@]*:).+/, `$1${MASK}`) + word.slice(end);
}

/** A function that takes the keys, the secrets of the request's body and passwords in URIs out of a text. */
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

/** Finds a secret as it is, as JSON writes it, and encoded for a URL, whichever characters the encoder takes. */
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
  // A list of what is left and no recursion: a body may be as deep as JSON goes.
  const left: [string, unknown][] = [['', fields]];
  for (const [name, value] of left) {
    if (typeof value !== 'string') {
      for (const [inner, part] of Object.entries(value ?? {})) left.push([Array.isArray(value) ? name : inner, part]);
      // What the contract marks as sensitive and grants access; a server may quote it when it refuses it.
      // A value of less than four characters would be found in the middle of words.
    } else if (/passw|secret|token|key|masking/i.test(name) && value.length > 3) secrets.push(value);
  }
  // The longest first, so that none is left half masked.
  return secrets.sort((a, b) => b.length - a.length);
}
