/** A wrong argument or setting: nothing was changed. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Whether an error is a UsageError, or one of `parseArgs`. */
export function isUsageError(error: unknown): boolean {
  return error instanceof UsageError || String(Object(error).code).startsWith('ERR_PARSE_ARGS_');
}
