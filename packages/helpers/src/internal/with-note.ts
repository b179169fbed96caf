/** The same error, its message with what is so by now: what was made or done before it. */
export function withNote(error: unknown, note: string): unknown {
  if (error instanceof Error) error.message = `${error.message} ${note}`;
  return error;
}
