import { messageOf } from '@neon-api/ground';
import { hasStatus } from '../lost-answer.ts';

export interface Removal {
  /** Names it in messages: `branch "ephemeral/…"`. */
  readonly what: string;
  /** A sentence about what happens if nobody removes it. */
  readonly otherwise: string;
  remove(): Promise<void>;
}

/** Removes what a failed call has created, and returns the error to throw: with the reason if the removal fails too. */
export async function errorAfterRemoval(error: unknown, { what, otherwise, remove }: Removal): Promise<unknown> {
  try {
    await remove();
    return error;
  } catch (failure) {
    // Without access nothing was made either.
    if ([401, 403, 404].some((status) => hasStatus(error, status) && hasStatus(failure, status))) return error;
    return new AggregateError(
      [error, failure],
      `${messageOf(error)} And ${what} could not be deleted: ${messageOf(failure)} ${otherwise}`,
      { cause: error },
    );
  }
}
