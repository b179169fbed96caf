import { NeonError, type NeonErrorDetails } from './neon-error.ts';

/** Neon's error code: the known codes, or any other string. Often empty. */
export type NeonErrorCode =
  | ''
  | 'BRANCHES_LIMIT_EXCEEDED'
  | 'ROOT_BRANCHES_LIMIT_EXCEEDED'
  | 'ENDPOINTS_LIMIT_EXCEEDED'
  | 'DATABASE_ALREADY_EXISTS'
  | (string & {});

export interface NeonApiErrorDetails extends NeonErrorDetails {
  readonly status: number;
  readonly code: NeonErrorCode;
  readonly retryAfterMs?: number | undefined;
}

/** The server responded with an error status, a redirect, or an unreadable body. */
export class NeonApiError extends NeonError {
  /** HTTP status; below 300 if the body of a successful response is unreadable. */
  declare readonly status: number;
  /** Neon's error code; often empty. */
  declare readonly code: NeonErrorCode;
  /** How long the server asked to wait, in milliseconds; absent if it did not say. */
  declare readonly retryAfterMs?: number;

  override get name(): 'NeonApiError' {
    return 'NeonApiError';
  }

  constructor(message: string, details: NeonApiErrorDetails) {
    super(message, details);
  }
}
