import { ApiError } from './api-error.ts';

const FULL: readonly unknown[] = ['ENOSPC', 'EDQUOT'];

export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && FULL.includes(error.code);
}

/** 507 where the disk is full, else 500; `outcome` says what has become of the call. */
export function writeFailed(path: string, cause: unknown, outcome: string): ApiError {
  if (cause instanceof ApiError) return cause;
  const message = cause instanceof Error ? cause.message : String(cause);
  return isDiskFull(cause)
    ? new ApiError(
        507,
        `the disk that holds ${path} is full: ${outcome}; free some space on it and call again`,
        'disk_full',
      )
    : new ApiError(500, `${path} cannot be written (${message}): ${outcome}`, 'write_failed');
}
