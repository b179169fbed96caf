import { assignDefined } from '../errors/index.ts';
import { redactedStart } from './redact.ts';
import type { Redact } from './request.ts';

// More than fetch makes, and an end for those that lead in a circle.
const MAX_CAUSES = 5;

/**
 * A copy of what was thrown, and of the causes behind it, that is safe to attach to an error: name, message, stack and
 * code, redacted. Whatever else hangs on it, such as a request with its headers, stays behind.
 */
export function safeCause(thrown: unknown, redact: Redact, depth = 0): Error {
  const { name, message, stack, code, cause }: Partial<Error> & { readonly code?: unknown } = Object(thrown);
  const mask = (value: unknown): string => redactedStart(textOf(value), redact);
  const copy = new Error(
    mask(message ?? code ?? thrown),
    cause && depth < MAX_CAUSES ? { cause: safeCause(cause, redact, depth + 1) } : undefined,
  );
  return assignDefined(copy, { name, stack, code }, mask);
}

/** Objects without a prototype have no text. */
function textOf(value: unknown): string {
  try {
    return String(value);
  } catch {
    return '';
  }
}
