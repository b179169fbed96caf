import { NeonError } from './neon-error.ts';

/** No response arrived, or it was cut off. `cause` is a copy of the error from `fetch`. */
export class NeonNetworkError extends NeonError {
  override get name(): 'NeonNetworkError' {
    return 'NeonNetworkError';
  }
}
