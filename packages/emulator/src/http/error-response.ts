import { messageOf } from '@neon-api/ground';
import { ApiError, ReasonedError } from '../errors/index.ts';
import type { Log } from '../support/index.ts';

/** A failed request, as the log names it. */
export interface FailedRequest {
  readonly requestId: string;
  readonly method: string;
  readonly path: string;
}

/** Spec: every error is a GeneralError. An error that is not an ApiError is a bug; only the log gets its stack. */
export function errorResponse(error: unknown, { requestId, method, path }: FailedRequest, log: Log): Response {
  if (!(error instanceof ApiError)) {
    const stack = error instanceof Error ? error.stack : undefined;
    log(`Internal error, request ${requestId}, ${method} ${path}: ${stack ?? messageOf(error)}`);
  }
  const { status, code, message, headers } =
    error instanceof ApiError ? error : new ApiError(500, 'internal error of the emulator; see its log for the cause');
  const reason = error instanceof ReasonedError ? { reason: error.reason } : {};
  return Response.json({ request_id: requestId, code, message, ...reason }, { status, headers });
}
