import { Client, type FieldDef, type QueryArrayResult } from 'pg';
import type { Statement } from './sql-request.ts';
import { watchResults } from './watch-results.ts';

/** A result in the driver's format. */
export interface SqlResult {
  readonly command: string;
  readonly rowCount: number | null;
  readonly rows: readonly unknown[];
  readonly fields: readonly FieldDef[];
  readonly rowAsArray: boolean;
}

export interface ResultForm {
  readonly rowsAsArrays: boolean;
  /** Returns values as Postgres text instead of JSON numbers and booleans. */
  readonly rawText: boolean;
}

export interface SessionTarget {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  readonly options: string;
}

const RAW = { getTypeParser: () => (value: string) => value };

/**
 * Runs `work` in its own session. If the signal aborts, the running statement is cancelled.
 *
 * @throws SqlLimitError if a result cannot be sent over HTTP
 */
export async function withSession<Value>(
  target: SessionTarget,
  signal: AbortSignal,
  work: (session: Client) => Promise<Value>,
): Promise<Value> {
  const session = new Client({ ...target, ssl: false });
  // If the server stops, the pending query fails; without a listener, the event would end the process.
  session.on('error', () => {});
  await session.connect();
  const interruption = watchResults(session, target);
  const onAbort = (): void => interruption.interrupt(new Error('The client disconnected.'));
  signal.addEventListener('abort', onAbort);
  try {
    signal.throwIfAborted();
    const value = await work(session);
    // A statement can finish before the cancel request arrives.
    interruption.throwIfInterrupted();
    return value;
  } catch (error) {
    interruption.throwIfInterrupted();
    throw error;
  } finally {
    signal.removeEventListener('abort', onAbort);
    await session.end().catch(() => {});
  }
}

export async function runStatement(
  session: Client,
  { query, params }: Statement,
  { rowsAsArrays, rawText }: ResultForm,
): Promise<SqlResult> {
  const config = {
    text: query,
    values: [...params],
    rowMode: 'array' as const,
    // The extended protocol allows only one statement.
    queryMode: 'extended',
    ...(rawText ? { types: RAW } : {}),
  };
  const { command, rowCount, rows, fields }: QueryArrayResult<unknown[]> = await session.query<unknown[]>(config);
  const named = (row: unknown[]): unknown => Object.fromEntries(fields.map(({ name }, index) => [name, row[index]]));
  return { command, rowCount, fields, rows: rowsAsArrays ? rows : rows.map(named), rowAsArray: rowsAsArrays };
}
