import { isNeonError } from '@neon-api/client';

/**
 * Whether a change may have been carried out although its answer never came: look at what is there before doing it
 * again. Not so for the end of a wait, whose request was answered.
 */
export function isLostAnswer(error: unknown): boolean {
  return isNeonError(error) && error.outcome === 'unknown' && !('pending' in error);
}

/** Whether Neon answered with this status. */
export function hasStatus(error: unknown, status: number): boolean {
  return isNeonError(error) && error.name === 'NeonApiError' && error.status === status;
}
