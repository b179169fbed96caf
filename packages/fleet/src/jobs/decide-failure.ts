import { isNeonError } from '@neon-api/client';

/** How many attempts a unit has. */
export const MAX_ATTEMPTS = 5;

/**
 * How many attempts may end with their worker. More than `MAX_ATTEMPTS`: workers also end when they are replaced, which
 * is not the fault of their units.
 */
export const MAX_INTERRUPTIONS = 10;

/** A unit that failed: the last attempt ends it; others run again; an attempt that is not its fault does not count. */
export type FailureVerdict = 'give-up' | 'retry' | 'retry-uncounted';

/** Decides what follows a failed attempt. `attempts` includes it. */
export function decideFailure(error: unknown, attempts: number, isHandedBack: boolean): FailureVerdict {
  if (isHandedBack || isRateLimit(error)) return 'retry-uncounted';
  // A usage error means that nothing was changed, and the next attempt would fail in the same way.
  const isFinal = attempts >= MAX_ATTEMPTS || (isNeonError(error) && error.name === 'NeonUsageError');
  return isFinal ? 'give-up' : 'retry';
}

function isRateLimit(error: unknown): boolean {
  return isNeonError(error) && error.name === 'NeonApiError' && error.status === 429;
}
