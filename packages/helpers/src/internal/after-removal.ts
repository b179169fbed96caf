import { hasStatus } from '../lost-answer.ts';

export interface Removal {
  /** What is removed, for messages: `branch "ephemeral/…"`. */
  readonly what: string;
  /** What becomes of it when nobody removes it. */
  readonly otherwise: string;
  remove(): Promise<void>;
}

/** What to throw for `error` once what it left is removed; with why that is still there, if so. */
export async function afterRemoval(error: unknown, { what, otherwise, remove }: Removal): Promise<unknown> {
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

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
