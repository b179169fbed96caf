/** An error with the fields of a Postgres error. */
export interface SqlError extends Error {
  readonly code: string;
  readonly severity: string;
  readonly hint?: string;
}

/** Creates an error as a server reports it before a session begins. */
export function sqlError(code: string, message: string, hint?: string): SqlError {
  const fields = { severity: 'FATAL', code, ...(hint === undefined ? {} : { hint }) };
  return Object.assign(new Error(message), fields);
}
