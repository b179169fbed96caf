import type { RetryOptions } from '../retry/index.ts';
import type { Runtime } from '../runtime/index.ts';
import type { CacheMode, FetchResponse, ReadBinary } from '../transport/index.ts';
import type { BodyEncoder } from './encodings/index.ts';
import type { AddOrg } from './organization.ts';

/** One operation of Neon's API, as the generated functions describe it. */
export interface OperationDescriptor {
  /** operationId in Neon's document. */
  readonly id: string;
  readonly method: string;
  /** Path template below the base URL. */
  readonly path: string;
  /** Names of the query parameters. */
  readonly query?: readonly string[];
  /** The encoding of the request body, such as `multipart`; overrides the option of the call. */
  readonly body?: BodyEncoder;
  /** The body of a success: `binary` is a stream, `'empty'` has no body; default JSON. */
  readonly response?: 'empty' | ReadBinary;
  /** Adds the client's organization, for an operation that takes one outside its path. */
  readonly org?: AddOrg;
  /** For a paginated list: where the items and the next cursor are, and the largest page. */
  readonly page?: Paging;
  /** Whether the response contains the operations that the call started. */
  readonly operations?: true;
  /** Warns that the operation is deprecated; absent if it is not. */
  readonly warn?: (operation: OperationDescriptor) => void;
  /** When Neon ends a deprecated operation, as a date. */
  readonly sunset?: string;
  /** Returns the result of a successful call; default: the decoded body. */
  readonly result?: (value: unknown, response: FetchResponse) => unknown;
}

export interface Paging {
  /** The property of the response that contains the items. */
  readonly items: string;
  readonly next: 'pagination.cursor' | 'pagination.next' | 'next_cursor';
  readonly max?: number;
}

/** Options of one call. */
export interface CallOptions {
  /** Cancels the call at any point; it then rejects with the signal's reason, as `fetch` does. */
  readonly signal?: AbortSignal | undefined;
  /** Time for the whole call with its waits and retries, in milliseconds; default: the client's. */
  readonly timeoutMs?: number | undefined;
  /** Time for headers and body of one attempt, in milliseconds; default: the client's. */
  readonly attemptTimeoutMs?: number | undefined;
  /** How to retry this call; overrides the client's `retry`; `false`: never. */
  readonly retry?: RetryOptions | false | undefined;
  /** The encoding of the request body: `form`, `multipart` or your own encoder; default: the client's. */
  readonly bodyEncoding?: BodyEncoder | undefined;
  /** How a read uses an HTTP cache, such as the cache of Next.js; default `no-store`, which every change uses. */
  readonly cache?: CacheMode | undefined;
  /**
   * More request headers. `authorization` cannot be set.
   *
   * @example
   * getProject(neon, { project_id }, { headers: { 'x-request-id': requestId } });
   */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** The part of a client that operation functions, waits and helpers use. */
export interface NeonCaller {
  /**
   * Calls an operation by its descriptor; the functions of `@neon-api/client/operations` are typed wrappers of it.
   *
   * @param params path and query parameters by name in one object, and the request body as `body`
   * @returns the decoded body: undefined for 204, a `ReadableStream` for a binary download
   * @throws NeonApiError, NeonNetworkError, NeonTimeoutError, NeonUsageError, or the reason of `options.signal`
   */
  call<Response>(operation: OperationDescriptor, params: object | undefined, options?: CallOptions): Promise<Response>;
  /** The address of the API, without a slash at its end. */
  readonly baseUrl?: string | undefined;
  /** The clock and the random numbers of this client; waits use them too. */
  readonly runtime: Runtime;
}
