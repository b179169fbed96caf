import type { NeonApiError } from '../errors/index.ts';
import type { FetchResponse } from './fetch.ts';

/** The answer to a request, read whole unless it is a stream. */
export interface NeonAnswer {
  readonly response: FetchResponse;
  /** The decoded body of a success, or the stream. */
  readonly value?: unknown;
  /** Where the status is no success: what the server said, and the error to throw. */
  readonly message?: string;
  readonly error?: NeonApiError;
}
