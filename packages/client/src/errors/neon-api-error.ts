import { assignDefined, NeonError, type NeonErrorDetails, nameErrorClass } from './neon-error.ts';

/** The server answered, but not with what was asked for: an error status, a redirect, or an unreadable body. */
export class NeonApiError extends NeonError {
  declare readonly name: 'NeonApiError';
  /** HTTP status; below 300 when the body of a success could not be read. */
  declare readonly status: number;
  /** Neon's error code; often empty. */
  declare readonly code: string;

  static {
    nameErrorClass(NeonApiError, 'NeonApiError');
  }

  constructor(message: string, { status, code, ...details }: NeonErrorDetails & { status: number; code: string }) {
    super(message, details);
    assignDefined(this, { status, code });
  }
}
