/** The call that an event is about. Plain data; keys and passwords are masked. */
export interface CallEvent {
  /** Tells the calls of a process apart: all events of one call share it. */
  readonly callId: number;
  /** The operation in Neon's API document; undefined for typed methods. */
  readonly operationId: string | undefined;
  readonly method: string;
  /** Route template, such as `/projects/{project_id}`: a name with few values, unlike the URL. */
  readonly route: string;
  /** Path parameters by name. */
  readonly ids: Readonly<Record<string, string>>;
  readonly baseUrl: string;
  /** Which request of the call, from 1; 0 when none was made. */
  readonly attempt: number;
}

export interface ResponseEvent extends CallEvent {
  readonly status: number;
  readonly requestId: string | undefined;
  /** From sending to the end of the body; of a stream, to the headers. */
  readonly durationMs: number;
}

export interface RetryEvent extends CallEvent {
  /** The status that is retried; undefined when no answer came. */
  readonly status: number | undefined;
  /** How long until the next attempt. */
  readonly delayMs: number;
}

export interface ErrorEvent extends CallEvent {
  /** What the error's `toJSON()` gives; of an abort, its name and message. */
  readonly error: Readonly<Record<string, unknown>>;
}

/** Called as things happen. What a hook throws or rejects with is dropped; nothing waits for it. */
export interface NeonHooks {
  /** Before each attempt. */
  readonly onRequest?: ((event: CallEvent) => unknown) | undefined;
  /** After each answer, whatever its status. */
  readonly onResponse?: ((event: ResponseEvent) => unknown) | undefined;
  /** Before each wait for another attempt. */
  readonly onRetry?: ((event: RetryEvent) => unknown) | undefined;
  /** Once, when a call fails: also when a typed method gives the error as a value. */
  readonly onError?: ((event: ErrorEvent) => unknown) | undefined;
}

/** Calls a hook, if there is one. It can neither break nor delay the call. */
export function notify<Event>(hook: ((event: Event) => unknown) | undefined, makeEvent: () => Event): void {
  if (!hook) return;
  (async () => hook(makeEvent()))().catch(() => undefined);
}
