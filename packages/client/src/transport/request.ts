/** What a body of a successful answer must be. `any` takes JSON or nothing: for calls whose contract is not at hand. */
export type Expectation = 'json' | 'empty' | 'any' | 'stream';

/** One request to Neon, independent of attempts: each attempt is built from it afresh. */
export interface NeonRequest {
  readonly method: string;
  /** Route template; it, not the URL, appears in errors. */
  readonly route: string;
  readonly operationId?: string | undefined;
  /** Path parameters by name, named in errors. */
  readonly ids: Readonly<Record<string, string>>;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | FormData | ArrayBuffer | undefined;
  readonly expects: Expectation;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs: number;
}

/** The answer to a request, read whole unless it is a stream. */
export interface NeonAnswer {
  readonly response: Response;
  /** The body; undefined where the response streams. */
  readonly text: string | undefined;
  readonly attempts: number;
  /** Takes the key of this request, and passwords in URIs, out of a text. */
  readonly redact: Redact;
}

export type Redact = (text: string) => string;
