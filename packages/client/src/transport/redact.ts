import type { NeonRequest, Redact } from './request.ts';

const MASK = '[redacted]';

/** Masks passwords in URIs, and whatever has the form of a Neon key or password. */
export function redactUris(text: string): string {
  return text
    .replace(/(?<=:\/\/[^\s:/@]*:)\S+(?=@)/g, MASK)
    .replace(/(?<=[?&](password|token|key)=)[^\s&]+|\b(npg|napi)_\w+/gi, MASK);
}

/** A function that takes the keys, the secrets of the request's body and passwords in URIs out of a text. */
export function redactorOf({ readFields }: NeonRequest, keys: Iterable<string>): Redact {
  return (text) => {
    let safe = text;
    for (const secret of [...keys, ...secretsIn(readFields?.())]) {
      // Also as JSON writes it, for a server that quotes what it got.
      for (const form of [secret, JSON.stringify(secret).slice(1, -1)]) safe = safe.replaceAll(form, MASK);
    }
    return redactUris(safe);
  };
}

function secretsIn(fields: unknown): string[] {
  const secrets: string[] = [];
  const collect = (value: unknown, name: string): void => {
    if (typeof value !== 'string') {
      for (const [inner, part] of Object.entries(value ?? {})) collect(part, Array.isArray(value) ? name : inner);
      // What the contract marks as sensitive and grants access; a server may quote it when it refuses it.
      // A value of less than four characters would be found in the middle of words.
    } else if (/passw|secret|token|key|masking_value/i.test(name) && value.length > 3) secrets.push(value);
  };
  collect(fields, '');
  // The longest first, so that none is left half masked.
  return secrets.sort((a, b) => b.length - a.length);
}

/**
 * A copy of what was thrown that is safe to attach to an error: name, message, stack and code, redacted. Whatever else
 * hangs on it, such as a request with its headers, stays behind.
 *
 * @param left how many causes to follow: more than fetch makes, and an end for circular ones
 */
export function safeCause(thrown: unknown, redact: Redact, left = 5): Error {
  const { name, message, stack, code, cause } = Object(thrown) as Partial<Error> & { code?: unknown };
  const inner = cause && left > 0 ? { cause: safeCause(cause, redact, left - 1) } : undefined;
  const copy = new Error(redact(String(message ?? code ?? thrown)), inner);
  for (const [field, value] of Object.entries({ name, stack, code })) {
    if (value !== undefined) Object.assign(copy, { [field]: redact(String(value)) });
  }
  return copy;
}
