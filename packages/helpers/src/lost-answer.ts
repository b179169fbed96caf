import { isNeonError } from '@neon-api/client';

/**
 * Whether a change may have been carried out although its answer never came: look at what is there before doing it
 * again. Not so for the end of a wait, whose request was answered.
 */
export function isLostAnswer(error: unknown): boolean {
  return isNeonError(error) && error.outcome === 'unknown' && !('pending' in error);
}

/** What a look tells after `lost`, a lost answer; where Neon cannot be asked either, that it was lost is what to tell. */
export async function lookAfter<T>(lost: unknown, look: () => Promise<T>): Promise<T> {
  try {
    return await look();
  } catch (error) {
    throw isLostAnswer(lost) && isNeonError(error) ? lost : error;
  }
}

/** Whether Neon answered with one of these statuses. */
export function hasStatus(error: unknown, ...statuses: readonly number[]): boolean {
  return isNeonError(error) && error.name === 'NeonApiError' && statuses.includes(error.status);
}

/** What a read gives; undefined when Neon has no such thing (404). */
export async function orUndefined<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (hasStatus(error, 404)) return undefined;
    throw error;
  }
}
