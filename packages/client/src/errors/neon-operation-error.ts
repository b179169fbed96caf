import type { Operation } from '@neon-api/types';
import { assignDefined, NeonError, type NeonErrorDetails, nameErrorClass } from './neon-error.ts';

/** Neon accepted a request, but an operation that it started ended badly. */
export class NeonOperationError extends NeonError {
  declare readonly name: 'NeonOperationError';
  /** Every operation that ended badly. */
  declare readonly operations: readonly Operation[];
  /** Operations that had not ended when the wait was given up. */
  declare readonly pending: readonly Operation[];

  static {
    nameErrorClass(NeonOperationError, 'NeonOperationError');
  }

  constructor(
    message: string,
    {
      operations,
      pending,
      ...details
    }: NeonErrorDetails & { operations: readonly Operation[]; pending: readonly Operation[] },
  ) {
    super(message, details);
    assignDefined(this, { operations, pending });
  }
}
