import type { Operation } from '@neon-api/types';
import { hasStatus, isLostAnswer, lookAfter } from '../lost-answer.ts';
import { withNote } from '../phrase.ts';
import type { Ensured } from './drift.ts';

export interface GetOrMake<Value> {
  /** What and which, for messages: `Branch "preview/42"`. */
  readonly what: string;
  look(): Promise<Value | undefined>;
  /** Makes it and waits until it can be used. */
  make(): Promise<{ readonly value: Value; readonly operations: readonly Operation[] }>;
  /** Waits until something that was there, perhaps only just, can be used. */
  settle(value: Value): Promise<Value>;
  /** Whether Neon refuses a second one, so that making it again cannot make two. */
  readonly unique: boolean;
}

const MOST_ATTEMPTS = 3;

/**
 * What is there, or makes it. Looks again before it tries again: after a conflict somebody else has made it, and after an
 * answer that was lost perhaps this call has.
 */
export async function getOrMake<Value>(wanted: GetOrMake<Value>): Promise<Ensured<Value>> {
  const { what, look, make, settle, unique } = wanted;
  let failure: unknown;
  let mayBeOurs = false;
  for (let attempt = 1; ; attempt += 1) {
    const there = await lookAfter(failure, look);
    if (there !== undefined) {
      const value = await settle(there).catch((error: unknown) => {
        throw withNote(error, `${what} exists, but may not be ready. Try again.`);
      });
      return { value, created: mayBeOurs, operations: [] };
    }
    const again = attempt === 1 || hasStatus(failure, 409) || (isLostAnswer(failure) && unique);
    if (!again || attempt > MOST_ATTEMPTS) throw failure;
    try {
      return { ...(await make()), created: true };
    } catch (error) {
      // 422: a rule forbids it, such as a second read-write endpoint; another caller's may be why.
      if (!isLostAnswer(error) && !hasStatus(error, 409, 422)) throw error;
      failure = error;
      mayBeOurs ||= isLostAnswer(error);
    }
  }
}
