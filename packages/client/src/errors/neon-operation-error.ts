import type { Operation } from '@neon-api/types';
import { NeonError, type NeonErrorDetails } from './neon-error.ts';
import type { OperationsToken } from './operations-token.ts';

/** How far a wait had come when it was given up. */
export interface WaitLeftovers {
  /** Operations that ended well. */
  readonly finished?: readonly Operation[];
  /** Operations that had not ended. Neon goes on with them. */
  readonly pending?: readonly Operation[];
  /** Goes on waiting for those that had not ended; absent when there are none, or they are of several projects. */
  readonly token?: OperationsToken | undefined;
}

/** Neon accepted a request, but an operation that it started ended badly. */
export class NeonOperationError extends NeonError {
  /** Every operation that ended badly, with Neon's reason as `error`. */
  declare readonly operations: readonly Operation[];
  /** Operations that ended well. */
  declare readonly finished: readonly Operation[];
  /** Operations that had not ended when the wait was given up. */
  declare readonly pending: readonly Operation[];
  /** Goes on waiting for those that had not ended; absent when there are none, or they are of several projects. */
  declare readonly token?: OperationsToken;

  override get name(): 'NeonOperationError' {
    return 'NeonOperationError';
  }

  constructor(
    message: string,
    details: NeonErrorDetails & Required<WaitLeftovers> & { operations: readonly Operation[] },
  ) {
    super(message, details);
  }
}
