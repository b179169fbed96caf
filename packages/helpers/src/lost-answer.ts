import { isNeonError } from '@neon-api/client';

/**
 * Whether the response to a change was lost, so the change may have been made: check what exists before a retry. False if
 * a wait failed, because its request was answered.
 */
export function isLostAnswer(error: unknown): boolean {
  return isNeonError(error) && error.outcome === 'unknown' && !('pending' in error);
}

/** How often to repeat a request whose responses are lost. A third loss in a row is unlikely to be chance. */
export const MOST_LOST_ANSWERS = 2;

/** Repeats a call once if its response was lost. Use it only for calls that are safe to repeat. */
export async function repeatIfLost<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!isLostAnswer(error)) throw error;
    return call();
  }
}

/** Runs `check` after an error. If the response was lost and the check fails too, throws the original error. */
export async function recheckAfterLostAnswer<T>(original: unknown, check: () => Promise<T>): Promise<T> {
  try {
    return await check();
  } catch (error) {
    throw isLostAnswer(original) && isNeonError(error) ? original : error;
  }
}

/** Whether Neon answered with one of these statuses. */
export function hasStatus(error: unknown, ...statuses: readonly number[]): boolean {
  return isNeonError(error) && error.name === 'NeonApiError' && statuses.includes(error.status);
}

/** Returns the result of a read, or undefined if Neon responds with 404. */
export function undefinedOn404<T>(reading: Promise<T>): Promise<T | undefined> {
  return reading.catch((error: unknown) => {
    if (hasStatus(error, 404)) return undefined;
    throw error;
  });
}
