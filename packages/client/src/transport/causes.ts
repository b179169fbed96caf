import { assignDefined } from '../errors/index.ts';
import { redactedStart } from './redact.ts';
import type { Redact } from './request.ts';

// More than fetch produces. The limit also ends cyclic causes.
const MAX_CAUSES = 5;

/**
 * Copies a thrown value and its causes so that they are safe to attach to an error: redacted name, message, stack and
 * code. Other properties, such as a request with its headers, are left out.
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

/** Like `String`, but never throws: objects without a prototype have no `toString`. */
function textOf(value: unknown): string {
  try {
    return String(value);
  } catch {
    return '';
  }
}
