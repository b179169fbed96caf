import { NeonError } from './neon-error.ts';

/** An option, a parameter or the key is invalid. Nothing was sent. */
export class NeonUsageError extends NeonError {
  override get name(): 'NeonUsageError' {
    return 'NeonUsageError';
  }
}
