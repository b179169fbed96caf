/** A failure that the user can mend: its message names the thing and the remedy, and is all that the command prints. */
export class CodegenError extends Error {
  override readonly name = 'CodegenError';
}
