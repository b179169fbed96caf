import type { ProjectBranchLogRecord, ProjectBranchLogsQueryRequest } from '@neon-api/types';
import { fromBase64Url, sha256Of, toBase64Url } from '../../support/index.ts';
import type { AsParsed } from '../handler.ts';
import { type NumberedLog, timeOf } from './log-book.ts';
import { type LogMatcher, parseLogQl } from './log-ql.ts';
import { SEVERITY_NUMBERS } from './log-records.ts';
import type { LogWindow, Refused } from './log-window.ts';

export type LogQuery = AsParsed<ProjectBranchLogsQueryRequest> & { readonly limit: number };

export interface LogPage {
  readonly records: readonly ProjectBranchLogRecord[];
  /** The position of the last record; undefined on the last page. */
  readonly nextCursor: string | undefined;
}

/** Spec: these exclude `logql`. */
const FILTERS = [
  'source',
  'service_name',
  'scope_name',
  'minimum_severity',
  'severity_text',
  'body_contains',
  'trace_id',
] as const;

/** Returns one page of matching records. `logs` are sorted from oldest to newest. */
export function queryLogs(logs: readonly NumberedLog[], window: LogWindow, query: LogQuery): LogPage | Refused {
  const matches = decideMatcher(query);
  if (typeof matches !== 'function') return matches;
  const after = query.cursor === undefined || query.cursor === '' ? undefined : decodeCursor(query.cursor, query);
  if (after === 'invalid') {
    return {
      fault: 'invalid_cursor',
      message: 'cursor does not belong to this query; pass the cursor of an earlier page',
    };
  }
  const { limit, sort_order: order = 'desc' } = query;
  const direction = order === 'asc' ? 1 : -1;
  const found = logs.filter(({ record }) => isWithin(record, window) && matches(record));
  if (order === 'desc') found.reverse();
  const rest = after ? found.filter((log) => direction * comparePlaces(placeOf(log), after) > 0) : found;
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return {
    records: page.map(({ record }) => record),
    nextCursor: last && rest.length > page.length ? encodeCursor(placeOf(last), query) : undefined,
  };
}

export function isWithin(record: ProjectBranchLogRecord, { fromMs, toMs }: LogWindow): boolean {
  const atMs = timeOf(record);
  return atMs >= fromMs && atMs < toMs;
}

function decideMatcher(query: LogQuery): LogMatcher | Refused {
  if (query.logql === undefined) return (record) => matchesFilters(record, query);
  const given = FILTERS.find((name) => query[name] !== undefined);
  if (given !== undefined) {
    return { fault: 'conflicting_filters', message: `logql and ${given} are mutually exclusive; send one of them` };
  }
  const accepts = 'a stream selector and line filters, such as {entity_type="function"} |= "timeout"';
  return parseLogQl(query.logql) ?? { fault: 'invalid_logql', message: `logql must be ${accepts}` };
}

function matchesFilters(record: ProjectBranchLogRecord, query: LogQuery): boolean {
  const { minimum_severity: minimum, body_contains: text } = query;
  const isExact = (name: 'source' | 'service_name' | 'scope_name' | 'severity_text' | 'trace_id'): boolean =>
    query[name] === undefined || record[name] === query[name];
  return (
    isExact('source') &&
    isExact('service_name') &&
    isExact('scope_name') &&
    isExact('severity_text') &&
    isExact('trace_id') &&
    (minimum === undefined || (record.severity_number ?? 0) >= severityNumberOf(minimum)) &&
    (text === undefined || record.message.includes(text))
  );
}

function severityNumberOf(severity: string): number {
  return SEVERITY_NUMBERS[severity as keyof typeof SEVERITY_NUMBERS];
}

type Place = readonly [atMs: number, number: number];

function placeOf({ number, record }: NumberedLog): Place {
  return [timeOf(record), number];
}

function comparePlaces([a, numberA]: Place, [b, numberB]: Place): number {
  return a - b || numberA - numberB;
}

function encodeCursor(place: Place, query: LogQuery): string {
  return toBase64Url(JSON.stringify([...place, fingerprint(query)]));
}

function decodeCursor(cursor: string, query: LogQuery): Place | 'invalid' {
  try {
    const [atMs, number, of] = JSON.parse(fromBase64Url(cursor) ?? '') as unknown[];
    if (Number.isSafeInteger(atMs) && Number.isSafeInteger(number) && of === fingerprint(query)) {
      return [atMs as number, number as number];
    }
  } catch {
    // Falls through: a cursor that cannot be decoded is not one of ours.
  }
  return 'invalid';
}

/** Identifies a query. Spec: a cursor belongs to one query; only the page size may change. */
function fingerprint({ cursor: _cursor, limit: _limit, ...query }: LogQuery): string {
  const fields = Object.entries(query).sort(([a], [b]) => (a < b ? -1 : 1));
  return toBase64Url(sha256Of(JSON.stringify(fields))).slice(0, 16);
}
