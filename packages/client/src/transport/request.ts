import type { Turn } from '../limits/index.ts';
import type { RetryPolicy } from '../retry/index.ts';
import type { CacheMode, FetchResponse } from './fetch.ts';

/**
 * Reads the body of a success as a stream; undefined without a body. The signal of the call ends it until it is over,
 * however it ends, and a break is explained.
 */
export type ReadBinary = (response: FetchResponse, call: Call, halt: AbortController) => ReadableStream | undefined;

/** What a body of a successful answer must be, or how it is read. */
export type Expectation = 'json' | 'empty' | ReadBinary;

/** One request to Neon, independent of attempts: each attempt is built from it afresh. */
export interface NeonRequest {
  readonly method: string;
  /** Route template; it, not the URL, appears in errors. */
  readonly route: string;
  readonly operationId?: string | undefined;
  /** Path parameters by name, named in errors. */
  readonly ids: Readonly<Record<string, string>>;
  readonly url: string;
  /** Beside those of every request. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: string | ArrayBuffer | undefined;
  /** What is in the body, asked when something must be said of it: its secrets are masked. */
  readonly readFields?: (() => unknown) | undefined;
  readonly expects: Expectation;
  /** Of a read; default, and for every change, `no-store`. */
  readonly cache?: CacheMode | undefined;
  readonly signal?: AbortSignal | undefined;
  /** For the whole call. */
  readonly timeoutMs: number;
  readonly attemptTimeoutMs: number;
  readonly retry: RetryPolicy;
}

/** A request on its way. */
export interface Call extends NeonRequest {
  /** Tells the calls of a process apart. */
  readonly callId: number;
  attempts: number;
  /** Those that it was sent with. */
  readonly apiKeys: string[];
  /** When it must be over, by the monotonic clock. */
  readonly deadline: number;
  turn: Turn | undefined;
  /** Takes the keys and other secrets of this request out of a text. */
  readonly redact: Redact;
}

export type Redact = (text: string) => string;
