import { messageOf } from '@neon-api/ground';
import { hasStatus } from '../lost-answer.ts';

export interface Removal {
  /** Object for messages, such as `branch "ephemeral/…"`. */
  readonly what: string;
  /** A sentence about what happens if it is not removed. */
  readonly otherwise: string;
  remove(): Promise<void>;
}

/** Removes what a failed call has created. Returns the error to throw, which includes the reason if the removal fails. */
export async function errorAfterRemoval(error: unknown, { what, otherwise, remove }: Removal): Promise<unknown> {
  try {
    await remove();
    return error;
  } catch (failure) {
    // Without access, nothing was created.
    if ([401, 403, 404].some((status) => hasStatus(error, status) && hasStatus(failure, status))) return error;
    return new AggregateError(
      [error, failure],
      `${messageOf(error)} In addition, ${what} could not be deleted: ${messageOf(failure)} ${otherwise}`,
      { cause: error },
    );
  }
}
