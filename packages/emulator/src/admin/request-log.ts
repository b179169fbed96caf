import type { IncomingHttpHeaders } from 'node:http';
import { type Clock, REDACTED, redact, redactUrl } from '../support/index.ts';

/** A logged request, without secrets. */
export interface LoggedRequest {
  readonly requestId: string;
  /** RFC 3339. */
  readonly receivedAt: string;
  readonly method: string;
  /** Includes the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined if the path or method is unknown. */
  operationId?: string;
  body?: unknown;
  /** Undefined until the response is sent, or if the connection was lost. */
  status?: number;
}

/** What becomes known while the request is served. */
export type LogEntry = Pick<LoggedRequest, 'operationId' | 'body' | 'status'>;

/** A request as it arrived. */
export interface ArrivedRequest {
  readonly requestId: string;
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers | IncomingHttpHeaders;
}

/** Keeps the latest requests, oldest first. */
export interface RequestLog {
  add(request: ArrivedRequest): LogEntry;
  list(): LoggedRequest[];
  clear(): void;
}

const KEPT = 1000;
const MAX_BODY_CHARACTERS = 4000;

interface Kept {
  readonly request: ArrivedRequest;
  readonly receivedMs: number;
  readonly entry: LogEntry;
}

export function createRequestLog(clock: Clock): RequestLog {
  let kept: Kept[] = [];
  return {
    add(request) {
      const entry: LogEntry = {};
      kept.push({ request, receivedMs: clock.now(), entry });
      // Cut rarely, because moving a thousand entries on each request is slow.
      if (kept.length > 2 * KEPT) kept = kept.slice(-KEPT);
      return entry;
    },
    list: () => kept.slice(-KEPT).map(describe),
    clear() {
      kept = [];
    },
  };
}

/** Redacts a request when it is listed, because most requests never are. */
function describe({ request, receivedMs, entry }: Kept): LoggedRequest {
  const { requestId, method, url, headers } = request;
  return {
    requestId,
    receivedAt: new Date(receivedMs).toISOString(),
    method,
    path: redactUrl(url),
    headers: redactHeaders(headers),
    ...entry,
  };
}

/** Returns the body as the log shows it: redacted, or only its length if it is long. */
export function describeBody(body: unknown): unknown {
  const text = JSON.stringify(body) ?? '';
  return text.length > MAX_BODY_CHARACTERS ? `[${text.length} characters]` : redact(body);
}

function redactHeaders(headers: ArrivedRequest['headers']): Record<string, string> {
  const secret = ['authorization', 'cookie', 'proxy-authorization'];
  const entries = headers instanceof Headers ? [...headers] : Object.entries(headers);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, secret.includes(name) ? REDACTED : String(value ?? '')]),
  );
}
