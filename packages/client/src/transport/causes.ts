import { safeStart } from './redact.ts';
import type { Redact } from './request.ts';

type Thrown = Partial<Error> & { readonly code?: unknown };

// More than fetch makes, and an end for those that lead in a circle.
const MOST_CAUSES = 5;

/** What was thrown, and the causes behind it, the outermost first. */
export function causesOf(thrown: unknown): readonly Thrown[] {
  const causes: Thrown[] = [];
  for (let cause = thrown; cause && causes.length <= MOST_CAUSES; cause = causes.at(-1)?.cause) {
    causes.push(Object(cause));
  }
  return causes;
}

/**
 * A copy of what was thrown that is safe to attach to an error: name, message, stack and code, redacted. Whatever else
 * hangs on it, such as a request with its headers, stays behind.
 */
export function safeCause(thrown: unknown, redact: Redact): Error {
  const mask = (value: unknown): string => safeStart(textOf(value), redact);
  let inner: Error | undefined;
  for (const cause of [...causesOf(thrown)].reverse()) {
    const { name, message, stack, code } = cause;
    const copy = new Error(mask(message ?? code ?? cause), inner && { cause: inner });
    for (const [field, value] of Object.entries({ name, stack, code })) {
      if (value !== undefined) Object.assign(copy, { [field]: mask(value) });
    }
    inner = copy;
  }
  return inner ?? new Error(String(thrown));
}

/** Objects without a prototype have no text. */
function textOf(value: unknown): string {
  try {
    return String(value);
  } catch {
    return '';
  }
}
