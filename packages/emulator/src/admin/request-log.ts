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

/** Keeps the latest requests, oldest first. */
export interface RequestLog {
  add(request: Request, requestId: string): LoggedRequest;
  list(): LoggedRequest[];
  clear(): void;
}

const KEPT = 1000;
const MAX_BODY_CHARACTERS = 4000;

export function createRequestLog(clock: Clock): RequestLog {
  let entries: LoggedRequest[] = [];
  return {
    add(request, requestId) {
      const entry: LoggedRequest = {
        requestId,
        receivedAt: new Date(clock.now()).toISOString(),
        method: request.method,
        path: redactUrl(new URL(request.url)),
        headers: redactHeaders(request.headers),
      };
      entries.push(entry);
      // Cut rarely, because moving a thousand entries on each request is slow.
      if (entries.length > 2 * KEPT) entries = entries.slice(-KEPT);
      return entry;
    },
    list: () => entries.slice(-KEPT),
    clear() {
      entries = [];
    },
  };
}

/** Returns the body as the log shows it: redacted, or only its length if it is long. */
export function describeBody(body: unknown): unknown {
  const text = JSON.stringify(body) ?? '';
  return text.length > MAX_BODY_CHARACTERS ? `[${text.length} characters]` : redact(body);
}

function redactHeaders(headers: Headers): Record<string, string> {
  const secret = ['authorization', 'cookie', 'proxy-authorization'];
  return Object.fromEntries([...headers].map(([name, value]) => [name, secret.includes(name) ? REDACTED : value]));
}
