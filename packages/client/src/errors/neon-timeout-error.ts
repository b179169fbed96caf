import type { Operation } from '@neon-api/types';
import { assignDefined, NeonError, type NeonErrorDetails, nameErrorClass } from './neon-error.ts';

/** A request, or a wait for operations, took longer than its `timeoutMs`. */
export class NeonTimeoutError extends NeonError {
  declare readonly name: 'NeonTimeoutError';
  /** The time that was allowed, in milliseconds. */
  declare readonly timeoutMs: number;
  /** After a wait: the operations that had not ended. */
  declare readonly pending?: readonly Operation[];

  static {
    nameErrorClass(NeonTimeoutError, 'NeonTimeoutError');
  }

  constructor(
    message: string,
    { timeoutMs, pending, ...details }: NeonErrorDetails & { timeoutMs: number; pending?: readonly Operation[] },
  ) {
    super(message, details);
    assignDefined(this, { timeoutMs, pending });
  }
}
