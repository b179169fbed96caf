/** A failure that the user can fix. The message names the cause and the fix; the command prints only the message. */
export class CodegenError extends Error {
  override readonly name: 'CodegenError' | 'CodegenUsageError' = 'CodegenError';
}

/** An error in the command line or the configuration. Nothing was read or written, and the command exits with 2. */
export class CodegenUsageError extends CodegenError {
  override readonly name = 'CodegenUsageError';
}
