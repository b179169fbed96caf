/** The call that an event is about. Plain data; keys and passwords are masked. */
export interface CallEvent {
  /** Unique within the process; all events of one call share it. */
  readonly callId: number;
  /** The operation in Neon's API document; undefined for typed methods. */
  readonly operationId: string | undefined;
  readonly method: string;
  /** Route template, such as `/projects/{project_id}`; has few values, unlike the URL. */
  readonly route: string;
  /** Path parameters by name. */
  readonly ids: Readonly<Record<string, string>>;
  readonly baseUrl: string;
  /** The number of the request in the call, from 1; 0 if none was made. */
  readonly attempt: number;
}

export interface ResponseEvent extends CallEvent {
  readonly status: number;
  readonly requestId: string | undefined;
  /** From sending to the end of the body; for a stream, to the headers. */
  readonly durationMs: number;
}

export interface RetryEvent extends CallEvent {
  /** The status that is retried; undefined if no response arrived. */
  readonly status: number | undefined;
  /** Time until the next attempt. */
  readonly delayMs: number;
}

export interface ErrorEvent extends CallEvent {
  /** The error's `toJSON()`; for an abort, its name and message. */
  readonly error: Readonly<Record<string, unknown>>;
}

/** Functions that receive the events of calls. Their errors are ignored, and no call waits for them. */
export interface NeonHooks {
  /** Before each attempt. */
  readonly onRequest?: ((event: CallEvent) => unknown) | undefined;
  /** After each response, whatever its status. */
  readonly onResponse?: ((event: ResponseEvent) => unknown) | undefined;
  /** Before each wait for another attempt. */
  readonly onRetry?: ((event: RetryEvent) => unknown) | undefined;
  /** Once, when a call fails, even if a typed method returns the error as a value. */
  readonly onError?: ((event: ErrorEvent) => unknown) | undefined;
}

/** Calls a hook if there is one. The hook cannot break or delay the call. */
export function notify<Event>(hook: ((event: Event) => unknown) | undefined, makeEvent: () => Event): void {
  if (!hook) return;
  (async () => hook(makeEvent()))().catch(() => undefined);
}
