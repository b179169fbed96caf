import type { Operation } from '@neon-api/types';
import { isLostAnswer } from '../lost-answer.ts';
import type { Ensured } from './drift.ts';
import { isStatus } from './failures.ts';

export interface GetOrMake<Value> {
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
export async function getOrMake<Value>({ look, make, settle, unique }: GetOrMake<Value>): Promise<Ensured<Value>> {
  let failure: unknown;
  for (let attempt = 1; ; attempt += 1) {
    const there = await look();
    if (there !== undefined) return { value: await settle(there), created: isLostAnswer(failure), operations: [] };
    const again = attempt === 1 || isStatus(failure, 409) || (isLostAnswer(failure) && unique);
    if (!again || attempt > MOST_ATTEMPTS) throw failure;
    try {
      return { ...(await make()), created: true };
    } catch (error) {
      // 422: a rule forbids it, such as a second read-write endpoint; another caller's may be why.
      if (!isLostAnswer(error) && !isStatus(error, 409, 422)) throw error;
      failure = error;
    }
  }
}
