import { NeonError, nameErrorClass } from './neon-error.ts';

/** No answer arrived, or it broke off. `cause` holds what `fetch` said. */
export class NeonNetworkError extends NeonError {
  declare readonly name: 'NeonNetworkError';

  static {
    nameErrorClass(NeonNetworkError, 'NeonNetworkError');
  }
}
