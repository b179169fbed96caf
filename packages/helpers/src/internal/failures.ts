import { hasStatus } from '../lost-answer.ts';

/** Whether Neon answered with one of these error statuses. */
export function isStatus(error: unknown, ...statuses: readonly number[]): boolean {
  return statuses.some((status) => hasStatus(error, status));
}

/** What a read gives; undefined when Neon has no such thing (404). */
export async function orUndefined<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (isStatus(error, 404)) return undefined;
    throw error;
  }
}
