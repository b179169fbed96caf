import type { Operation } from '@neon-api/types';
import { NeonError, type NeonErrorDetails } from './neon-error.ts';
import type { OperationsToken } from './operations-token.ts';

/** The operations of a wait that failed. */
export interface WaitLeftovers {
  /** Operations that succeeded. */
  readonly finished?: readonly Operation[];
  /** Operations that had not ended. They continue at Neon. */
  readonly pending?: readonly Operation[];
  /** Continues the wait for the pending operations; absent if there are none, or they belong to several projects. */
  readonly token?: OperationsToken | undefined;
}

/** An operation that a request started did not succeed. */
export class NeonOperationError extends NeonError {
  /** Every operation that did not succeed, with Neon's reason as `error`. */
  declare readonly operations: readonly Operation[];
  /** Operations that succeeded. */
  declare readonly finished: readonly Operation[];
  /** Operations that had not ended when the wait stopped. */
  declare readonly pending: readonly Operation[];
  /** Continues the wait for the pending operations; absent if there are none, or they belong to several projects. */
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
