import { getOrInsert } from '@neon-api/ground';
import { NeonUsageError } from '../errors/index.ts';

/** The path parameters for which the API document has a pattern, and that pattern; a test compares both with it. */
export const ID_NAME: RegExp = /^(project|branch|endpoint|snapshot|request|(source_)?org)_id$/;
const ID = /^[a-z0-9-]{1,60}$/;

/**
 * Fills in the parameters of a route, and returns the path and the parameters as text. Refuses an empty, `.` or `..`
 * segment, which a URL parser would drop and so call another route. Encodes all reserved characters, including `/`.
 */
export function fillRoute(
  route: string,
  values: Readonly<Record<string, unknown>>,
  where: string,
): { path: string; ids: Record<string, string> } {
  const ids: Record<string, string> = {};
  // Every second part is the name of a parameter. Split once, because splitting is the slowest step here.
  const parts = getOrInsert(PARTS, route, () => route.split(/\{(\w+)\}/)).map((part, index) => {
    if (index % 2 === 0) return part;
    const problem = findProblem(part, values[part]);
    if (problem) throw refusal(where, part, problem);
    ids[part] = String(values[part]);
    return encodeURIComponent(ids[part]);
  });
  return { path: parts.join(''), ids };
}

// At most one entry for each route of the API.
const PARTS = new Map<string, readonly string[]>();

function findProblem(name: string, value: unknown): string | undefined {
  if (value === undefined || value === null) return 'is missing';
  if (!isText(value)) return 'must be a string or number';
  const text = String(value);
  // Not quoted, here and below: it may be a misplaced key.
  if (ID_NAME.test(name)) return ID.test(text) ? undefined : `must match ${ID.source}`;
  return /^\.{0,2}$|\p{Cs}/u.test(text) ? 'must be text, not "", "." or ".."' : undefined;
}

/** Returns a query string with `?`, or ''. Lists repeat their name, dates are ISO 8601, undefined is left out. */
export function serializeQuery(
  names: readonly string[],
  query: Readonly<Record<string, unknown>>,
  where: string,
): string {
  if (names.length === 0) return '';
  const pairs = new URLSearchParams();
  for (const name of names) {
    for (const item of [query[name]].flat()) {
      if (item !== undefined) pairs.append(name, queryText(item, name, where));
    }
  }
  const search = String(pairs);
  return search && `?${search}`;
}

function queryText(value: unknown, name: string, where: string): string {
  if (isText(value) || typeof value === 'boolean') return String(value);
  if (value instanceof Date && Number.isFinite(value.getTime())) return value.toISOString();
  throw refusal(where, name, 'must be a string, number, boolean, date or list');
}

function isText(value: unknown): value is string | number {
  return typeof value === 'string' || Number.isFinite(value);
}

function refusal(where: string, name: string, problem: string): NeonUsageError {
  return new NeonUsageError(`${where}: parameter ${name} ${problem}. Nothing was sent.`);
}
