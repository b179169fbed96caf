import type { Operation } from '@neon-api/types';
import { hasStatus, isLostAnswer, recheckAfterLostAnswer } from '../lost-answer.ts';
import { withNote } from '../message-parts.ts';
import type { Ensured } from './drift.ts';

export interface GetOrCreate<Value> {
  /** Subject for messages, such as `Branch "preview/42"`. */
  readonly what: string;
  find(): Promise<Value | undefined>;
  /** Creates it and waits until it is ready. */
  create(): Promise<{ readonly value: Value; readonly operations: readonly Operation[] }>;
  /** Waits until an existing value is ready. Another call may have just created it. */
  settle(value: Value): Promise<Value>;
  /** Whether Neon refuses a second one, so that a retry cannot create two. */
  readonly unique: boolean;
}

const MOST_ATTEMPTS = 3;

/**
 * Returns the existing value, or creates it. Checks again before each retry: after a conflict, another caller has created
 * it; after a lost response, this call may have.
 */
export async function getOrCreate<Value>(wanted: GetOrCreate<Value>): Promise<Ensured<Value>> {
  const { what, find, create, settle, unique } = wanted;
  let failure: unknown;
  let mayBeOurs = false;
  for (let attempt = 1; ; attempt += 1) {
    const found = await recheckAfterLostAnswer(failure, find);
    if (found !== undefined) {
      const value = await settle(found).catch((error: unknown) => {
        throw withNote(error, `${what} exists, but may not be ready. Try again.`);
      });
      return { value, created: mayBeOurs, operations: [] };
    }
    const again = attempt === 1 || hasStatus(failure, 409) || (isLostAnswer(failure) && unique);
    if (!again || attempt > MOST_ATTEMPTS) throw failure;
    try {
      return { ...(await create()), created: true };
    } catch (error) {
      // 422: a rule forbids it, such as a second read-write endpoint. Another caller may have created the first.
      if (!isLostAnswer(error) && !hasStatus(error, 409, 422)) throw error;
      failure = error;
      mayBeOurs ||= isLostAnswer(error);
    }
  }
}
