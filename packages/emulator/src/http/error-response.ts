import { messageOf } from '@neon-api/ground';
import { JsonAnswer, toResponse } from '../calls/index.ts';
import { ApiError, ReasonedError } from '../errors/index.ts';
import type { Log } from '../support/index.ts';

/** A failed request, as the log names it. */
export interface FailedRequest {
  readonly requestId: string;
  readonly method: string;
  readonly path: string;
}

/** Spec: every error is a GeneralError. An error that is not an ApiError is a bug; only the log gets its stack. */
export function errorAnswer(error: unknown, { requestId, method, path }: FailedRequest, log: Log): JsonAnswer {
  if (!(error instanceof ApiError)) {
    const stack = error instanceof Error ? error.stack : undefined;
    log(`Internal error, request ${requestId}, ${method} ${path}: ${stack ?? messageOf(error)}`);
  }
  const { status, code, message, headers } =
    error instanceof ApiError ? error : new ApiError(500, 'internal error of the emulator; see its log for the cause');
  const reason = error instanceof ReasonedError ? { reason: error.reason } : {};
  return new JsonAnswer({ request_id: requestId, code, message, ...reason }, status, headers);
}

export function errorResponse(...failure: Parameters<typeof errorAnswer>): Response {
  return toResponse(errorAnswer(...failure));
}
