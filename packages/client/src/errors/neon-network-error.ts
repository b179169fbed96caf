import { NeonError } from './neon-error.ts';

/** No answer arrived, or it broke off. `cause` holds what `fetch` said. */
export class NeonNetworkError extends NeonError {
  override get name(): 'NeonNetworkError' {
    return 'NeonNetworkError';
  }
}
