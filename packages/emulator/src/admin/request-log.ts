import { type Clock, REDACTED, type RequestHeaders, redact, redactUrl } from '../support/index.ts';

/** A logged request, without secrets. */
export interface LoggedRequest {
  /** Counts from 1 since the start. */
  readonly number: number;
  readonly requestId: string;
  /** RFC 3339. */
  readonly receivedAt: string;
  readonly method: string;
  /** Includes the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined if the path or method is unknown. */
  operationId?: string;
  /** The path of the operation in the contract, such as `/projects/{project_id}`. */
  route?: string;
  body?: unknown;
  /** Undefined until the response is sent, or if the connection was lost. */
  status?: number;
  /** Time until the response was ready or the connection was lost, in ms on the emulator's clock. */
  durationMs?: number;
  /** The body of a JSON response. */
  response?: unknown;
}

/** What becomes known while the request is served. */
export type LogEntry = Pick<LoggedRequest, 'operationId' | 'route' | 'body'>;

/** A request as it arrived. */
export interface ArrivedRequest {
  readonly requestId: string;
  readonly method: string;
  readonly url: URL;
  readonly headers: RequestHeaders;
}

/** How a request ended: with a status and the text of a JSON response, or without either if the connection was lost. */
export interface RequestEnd {
  readonly status?: number;
  readonly text?: string | undefined;
}

/** Keeps the latest requests, oldest first. */
export interface RequestLog {
  add(request: ArrivedRequest): LogEntry;
  end(entry: LogEntry, end: RequestEnd): void;
  /** Returns the requests with these numbers that are still kept; default: all. */
  list(numbers?: readonly number[]): LoggedRequest[];
  has(number: number): boolean;
  clear(): void;
}

/** Called with the number of a request that is new or has changed, and without one when the log was cleared. */
export type RequestLogListener = (number?: number) => void;

const KEPT = 1000;
const MAX_BODY_CHARACTERS = 4000;

interface Kept {
  readonly number: number;
  readonly request: ArrivedRequest;
  readonly receivedMs: number;
  readonly entry: LogEntry;
  end?: { readonly durationMs: number; readonly status?: number; readonly text?: string };
}

export function createRequestLog(clock: Clock, onChange: RequestLogListener = () => {}): RequestLog {
  let kept: Kept[] = [];
  let latest = 0;
  const open = new Map<LogEntry, Kept>();
  const find = (number: number): Kept | undefined => {
    const index = number - latest + kept.length - 1;
    return number > latest - KEPT ? kept[index] : undefined;
  };
  return {
    add(request) {
      const entry: LogEntry = {};
      latest += 1;
      const one: Kept = { number: latest, request, receivedMs: clock.now(), entry };
      kept.push(one);
      open.set(entry, one);
      // Cut rarely, because moving a thousand entries on each request is slow.
      if (kept.length > 2 * KEPT) kept = kept.slice(-KEPT);
      onChange(latest);
      return entry;
    },
    end(entry, { status, text }) {
      const one = open.get(entry);
      if (!one) return;
      open.delete(entry);
      const isShort = text !== undefined && text.length <= MAX_BODY_CHARACTERS;
      one.end = {
        durationMs: clock.now() - one.receivedMs,
        ...(status === undefined ? {} : { status }),
        // A long text would keep its memory.
        ...(text === undefined ? {} : { text: isShort ? text : JSON.stringify(describeLength(text)) }),
      };
      onChange(one.number);
    },
    list: (numbers) => (numbers ? numbers.flatMap((number) => find(number) ?? []) : kept.slice(-KEPT)).map(describe),
    has: (number) => find(number) !== undefined,
    clear() {
      kept = [];
      onChange();
    },
  };
}

/** Redacts a request when it is listed, because most requests never are. */
function describe({ number, request, receivedMs, entry, end }: Kept): LoggedRequest {
  const { requestId, method, url, headers } = request;
  const { text, ...ended } = end ?? {};
  return {
    number,
    requestId,
    receivedAt: new Date(receivedMs).toISOString(),
    method,
    path: redactUrl(url),
    headers: redactHeaders(headers),
    ...entry,
    ...ended,
    ...(text === undefined ? {} : { response: redact(JSON.parse(text)) }),
  };
}

/** Returns the body as the log shows it: redacted, or only its length if it is long. */
export function describeBody(body: unknown): unknown {
  const text = JSON.stringify(body) ?? '';
  return text.length > MAX_BODY_CHARACTERS ? describeLength(text) : redact(body);
}

function describeLength(text: string): string {
  return `[${text.length} characters]`;
}

function redactHeaders(headers: ArrivedRequest['headers']): Record<string, string> {
  const secret = ['authorization', 'cookie', 'proxy-authorization'];
  const entries = headers instanceof Headers ? [...headers] : Object.entries(headers);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, secret.includes(name) ? REDACTED : String(value ?? '')]),
  );
}
