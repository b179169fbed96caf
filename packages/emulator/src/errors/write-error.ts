import { messageOf } from '@neon-api/ground';
import { ApiError } from './api-error.ts';

const FULL: readonly unknown[] = ['ENOSPC', 'EDQUOT'];

/** A file could not be written: 507 if the disk is full, otherwise 500. `outcome` describes the state of the call. */
export class WriteError extends ApiError {
  readonly path: string;
  readonly isDiskFull: boolean;

  constructor(path: string, cause: unknown, outcome: string) {
    const isDiskFull = cause instanceof Error && 'code' in cause && FULL.includes(cause.code);
    if (isDiskFull) {
      super(507, `the disk that holds ${path} is full: ${outcome}; free some space on it and call again`, 'disk_full');
    } else {
      super(500, `${path} cannot be written (${messageOf(cause)}): ${outcome}`, 'write_failed');
    }
    this.path = path;
    this.isDiskFull = isDiskFull;
    this.cause = cause;
  }
}
