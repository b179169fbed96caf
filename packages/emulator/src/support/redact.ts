const SECRET_NAME =
  /password|secret|token|authorization|cookie|digest|signature|connection_?uri|api_?key$|private|^key$|environment/i;
export const REDACTED = '[redacted]';

/** A copy in which whatever has the name of a secret is hidden. Maps come out as objects. */
export function redact(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(redact);
  if (typeof value !== 'object' || value === null) return value;
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  return Object.fromEntries(entries.map(([name, item]) => [name, isSecret(name, item) ? REDACTED : redact(item)]));
}

function isSecret(name: string, value: unknown): boolean {
  return SECRET_NAME.test(name) && typeof value === 'string';
}

/** Path and query as they came, without the values of secret parameters. */
export function redactUrl({ pathname, searchParams }: URL): string {
  const query = new URLSearchParams();
  for (const [name, value] of searchParams) query.append(name, SECRET_NAME.test(name) ? REDACTED : value);
  return query.size === 0 ? pathname : `${pathname}?${query}`;
}
