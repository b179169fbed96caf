import type { Operation } from '@neon-api/types';
import { NeonError, type NeonErrorDetails } from './neon-error.ts';
import type { WaitLeftovers } from './neon-operation-error.ts';
import type { OperationsToken } from './operations-token.ts';

/** A request, or a wait for operations, took longer than its `timeoutMs`. */
export class NeonTimeoutError extends NeonError {
  /** The timeout, in milliseconds. */
  declare readonly timeoutMs: number;
  /** After a wait: the operations that succeeded. */
  declare readonly finished?: readonly Operation[];
  /** After a wait: the operations that had not ended. */
  declare readonly pending?: readonly Operation[];
  /** After a wait: continues it; absent if the operations belong to several projects. */
  declare readonly token?: OperationsToken;

  override get name(): 'NeonTimeoutError' {
    return 'NeonTimeoutError';
  }

  constructor(message: string, details: NeonErrorDetails & WaitLeftovers & { timeoutMs: number }) {
    super(message, details);
  }
}
