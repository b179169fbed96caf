import type { LoggedRequest } from '@neon-api/emulator';
import { CONSOLE_HEADER } from '../api/index.ts';

/** How a request ended. */
export type RequestOutcome = 'running' | 'lost' | 'ok' | 'refused' | 'failed';

export function outcomeOf({ status, durationMs }: Pick<LoggedRequest, 'status' | 'durationMs'>): RequestOutcome {
  if (durationMs === undefined) return 'running';
  if (status === undefined) return 'lost';
  if (status >= 500) return 'failed';
  return status >= 400 ? 'refused' : 'ok';
}

/** What the list shows. */
export interface RequestFilter {
  readonly search: string;
  /** Whether the console's own requests are shown. */
  readonly own: boolean;
  readonly onlyErrors: boolean;
}

/** Returns the matching requests, newest first. */
export function findRequests(
  requests: Iterable<LoggedRequest>,
  { search, own, onlyErrors }: RequestFilter,
): LoggedRequest[] {
  const wanted = search.trim().toLowerCase();
  return [...requests]
    .filter((request) => {
      if (!own && request.headers[CONSOLE_HEADER] !== undefined) return false;
      if (onlyErrors && ['ok', 'running'].includes(outcomeOf(request))) return false;
      const text = `${request.method} ${request.path} ${request.operationId ?? ''} ${request.status ?? ''}`;
      return text.toLowerCase().includes(wanted);
    })
    .sort((a, b) => b.number - a.number);
}
