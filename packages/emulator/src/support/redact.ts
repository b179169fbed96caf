import { DEEPEST_NESTING } from './nesting.ts';

const SECRET_NAME =
  /password|secret|token|authorization|cookie|digest|signature|connection_?uri|api_?key$|private|^key$|environment/i;
export const REDACTED = '[redacted]';

const TOO_DEEP = '[nested too deeply]';
/** Deeper than a body may be, because a body is nested in the state. */
const DEEPEST_SHOWN = 2 * DEEPEST_NESTING;

/** The password of a URI, and the signatures of presigned URLs. */
const SECRETS_IN_URI =
  /(?<=:\/\/[^:@/\s]*:)[^@/\s]+(?=@)|(?<=[?&]X-Amz-(?:Signature|Credential|Security-Token)=)[^&\s]+/gi;

/**
 * Copies a value and hides fields with secret names, and secrets in URIs. Maps become objects. Deep nesting is cut off.
 */
export function redact(value: unknown, levels: number = DEEPEST_SHOWN): unknown {
  if (typeof value === 'string') return value.replace(SECRETS_IN_URI, REDACTED);
  if (typeof value !== 'object' || value === null) return value;
  if (levels === 0) return TOO_DEEP;
  if (Array.isArray(value)) return value.map((item) => redact(item, levels - 1));
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  return Object.fromEntries(
    entries.map(([name, item]) => [name, isSecret(name, item) ? REDACTED : redact(item, levels - 1)]),
  );
}

function isSecret(name: string, value: unknown): boolean {
  return SECRET_NAME.test(name) && typeof value === 'string';
}

/** Returns path and query unchanged except for the values of secret parameters. */
export function redactUrl({ pathname, searchParams }: URL): string {
  const query = new URLSearchParams();
  for (const [name, value] of searchParams) query.append(name, SECRET_NAME.test(name) ? REDACTED : value);
  return query.size === 0 ? pathname : `${pathname}?${query}`;
}
