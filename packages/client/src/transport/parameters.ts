import { NeonUsageError } from '../errors/index.ts';

/** Path parameters as text, checked: a URL parser would drop an empty, `.` or `..` segment and call another route. */
export function readPathParameters(
  route: string,
  values: Readonly<Record<string, unknown>>,
  where: string,
): Record<string, string> {
  const ids: Record<string, string> = {};
  for (const [, name = ''] of route.matchAll(/\{([^{}]+)\}/g)) {
    const value = values[name];
    if (value === undefined || value === null) throw refusal(where, name, 'is missing');
    if (typeof value !== 'string' && !Number.isFinite(value))
      throw refusal(where, name, 'must be a string or a number');
    const text = String(value);
    if (text === '') throw refusal(where, name, 'is empty');
    if (text === '.' || text === '..') throw refusal(where, name, `must not be ${JSON.stringify(text)}`);
    if (!isWellFormed(text)) throw refusal(where, name, 'holds half a surrogate pair');
    ids[name] = text;
  }
  return ids;
}

/** The route with its parameters filled in; all reserved characters are encoded, `/` included. */
export function fillRoute(route: string, ids: Readonly<Record<string, string>>): string {
  return route.replace(/\{([^{}]+)\}/g, (_, name: string) => encodeURIComponent(ids[name] ?? ''));
}

/** A query string without `?`; lists repeat their name, dates are ISO 8601, undefined is left out. */
export function serializeQuery(query: Readonly<Record<string, unknown>>, where: string): string {
  const pairs = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined) pairs.append(name, queryText(item, name, where));
    }
  }
  return pairs.toString();
}

function queryText(value: unknown, name: string, where: string): string {
  if (typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)) return String(value);
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value.toISOString();
  throw refusal(where, name, 'must be a string, a finite number, a boolean, a valid Date or a list of these');
}

function refusal(where: string, name: string, problem: string): NeonUsageError {
  return new NeonUsageError(`${where}: parameter ${name} ${problem}. Nothing was sent.`);
}

function isWellFormed(text: string): boolean {
  try {
    encodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
