import { isNeonError } from '@neon-api/client';

/**
 * Whether a change may have been carried out although its answer was lost: check what exists before a retry. False when
 * a wait failed, since its request was answered.
 */
export function isLostAnswer(error: unknown): boolean {
  return isNeonError(error) && error.outcome === 'unknown' && !('pending' in error);
}

/** How often to repeat a request whose answers are lost: a third loss in a row is hardly chance. */
export const MOST_LOST_ANSWERS = 2;

/** Repeats a call once if its answer was lost. Only for calls that may be carried out twice. */
export async function repeatIfLost<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!isLostAnswer(error)) throw error;
    return call();
  }
}

/** Runs `check` after an error. If the answer was lost and the check fails too, it throws the original error. */
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

/** The result of a read; undefined when Neon answers 404. */
export function undefinedOn404<T>(reading: Promise<T>): Promise<T | undefined> {
  return reading.catch((error: unknown) => {
    if (hasStatus(error, 404)) return undefined;
    throw error;
  });
}
