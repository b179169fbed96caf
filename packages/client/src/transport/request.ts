import type { Turn } from '../limits/index.ts';
import type { RetryPolicy } from '../retry/index.ts';
import type { CacheMode, FetchResponse } from './fetch.ts';

/**
 * Reads the body of a success as a stream; undefined without a body. The signal of the call cancels the stream, and a
 * failed connection becomes a `NeonNetworkError`.
 */
export type ReadBinary = (response: FetchResponse, call: Call, halt: AbortController) => ReadableStream | undefined;

/** What the body of a success must be, or how it is read. */
export type Expectation = 'json' | 'empty' | ReadBinary;

/** One request to Neon; each attempt is built from it. */
export interface NeonRequest {
  readonly method: string;
  /** Route template; errors show it instead of the URL. */
  readonly route: string;
  readonly operationId?: string | undefined;
  /** Path parameters by name; errors show them. */
  readonly ids: Readonly<Record<string, string>>;
  readonly url: string;
  /** Added to the headers of every request. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: string | ArrayBuffer | undefined;
  /** Returns the content of the body, so that its secrets can be masked. */
  readonly readFields?: (() => unknown) | undefined;
  readonly expects: Expectation;
  /** For reads only; default `no-store`. */
  readonly cache?: CacheMode | undefined;
  readonly signal?: AbortSignal | undefined;
  /** For the whole call. */
  readonly timeoutMs: number;
  readonly attemptTimeoutMs: number;
  readonly retry: RetryPolicy;
}

/** A request in progress. */
export interface Call extends NeonRequest {
  /** Unique within the process. */
  readonly callId: number;
  attempts: number;
  /** The keys that it was sent with. */
  readonly apiKeys: string[];
  /** When the call times out, by the monotonic clock. */
  readonly deadline: number;
  turn: Turn | undefined;
  /** Masks the keys and other secrets of this request in a text. */
  readonly redact: Redact;
}

export type Redact = (text: string) => string;
