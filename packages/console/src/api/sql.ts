import type { Fetch } from './fetch.ts';

export interface SqlField {
  readonly name: string;
  readonly dataTypeID: number;
}

export interface SqlResult {
  readonly command: string;
  readonly rowCount: number | null;
  readonly fields: readonly SqlField[];
  readonly rows: readonly (readonly (string | null)[])[];
  /** Time until the result was read, in ms. */
  readonly durationMs: number;
}

/** A statement that Postgres refused. */
export class SqlError extends Error {
  override readonly name = 'SqlError';
  /** Where the error is in the statement, from 1; undefined if Postgres does not say. */
  readonly position: number | undefined;
  readonly code: string | undefined;
  readonly hint: string | undefined;

  constructor(
    message: string,
    details: { readonly position?: string; readonly code?: string; readonly hint?: string },
  ) {
    super(message);
    this.position = details.position === undefined ? undefined : Number(details.position);
    this.code = details.code;
    this.hint = details.hint;
  }
}

/**
 * Runs one statement through the emulator's endpoint for the serverless driver, with values as text.
 *
 * @throws SqlError if Postgres or the endpoint refuses it
 */
export async function runSql(
  fetch: Fetch,
  connectionUri: string,
  query: string,
  params: readonly string[] = [],
): Promise<SqlResult> {
  const startedMs = performance.now();
  const response = await fetch('/sql', {
    method: 'POST',
    headers: {
      'Neon-Connection-String': connectionUri,
      'Neon-Raw-Text-Output': 'true',
      'Neon-Array-Mode': 'true',
      'Content-Type': 'application/json',
    },
    body: JSON.stringify({ query, params }),
  });
  const answer = (await response.json()) as SqlResult & { message?: string };
  if (!response.ok) throw new SqlError(answer.message ?? `Status ${response.status}`, answer as object);
  return { ...answer, durationMs: performance.now() - startedMs };
}
