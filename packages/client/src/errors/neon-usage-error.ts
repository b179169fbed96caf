import { NeonError } from './neon-error.ts';

/** Refused before anything was sent: an option, a parameter or the key is not as it must be. */
export class NeonUsageError extends NeonError {
  override get name(): 'NeonUsageError' {
    return 'NeonUsageError';
  }
}
