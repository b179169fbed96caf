/** A failure that the user can fix: the message names the cause and the fix, and is all that the command prints. */
export class CodegenError extends Error {
  override readonly name: 'CodegenError' | 'CodegenUsageError' = 'CodegenError';
}

/** The command line or the configuration is wrong: nothing was read or written, and the command ends with 2. */
export class CodegenUsageError extends CodegenError {
  override readonly name = 'CodegenUsageError';
}
