import type { NeonApiError } from './neon-api-error.ts';
import { BRAND } from './neon-error.ts';
import type { NeonNetworkError } from './neon-network-error.ts';
import type { NeonOperationError } from './neon-operation-error.ts';
import type { NeonTimeoutError } from './neon-timeout-error.ts';
import type { NeonUsageError } from './neon-usage-error.ts';

export type AnyNeonError = NeonApiError | NeonNetworkError | NeonOperationError | NeonTimeoutError | NeonUsageError;

/**
 * Returns whether a value is an error of this package. Unlike `instanceof`, it recognizes errors of another installed
 * copy. Check `name` to narrow the type further.
 *
 * @example
 * if (isNeonError(error) && error.name === 'NeonApiError' && error.status === 404) return undefined;
 */
export function isNeonError(value: unknown): value is AnyNeonError {
  return BRAND in Object(value);
}
