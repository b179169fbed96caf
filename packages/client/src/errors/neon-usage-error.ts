import { NeonError, nameErrorClass } from './neon-error.ts';

/** Refused before anything was sent: an option, a parameter or the key is not as it must be. */
export class NeonUsageError extends NeonError {
  declare readonly name: 'NeonUsageError';

  static {
    nameErrorClass(NeonUsageError, 'NeonUsageError');
  }
}
