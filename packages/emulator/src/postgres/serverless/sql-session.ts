import { Client, type FieldDef, type QueryArrayResult } from 'pg';
import type { Statement } from './sql-request.ts';
import { watchResults } from './watch-results.ts';

/** A result as the driver reads it. */
export interface SqlResult {
  readonly command: string;
  readonly rowCount: number | null;
  readonly rows: readonly unknown[];
  readonly fields: readonly FieldDef[];
  readonly rowAsArray: boolean;
}

export interface ResultForm {
  readonly rowsAsArrays: boolean;
  /** Values as Postgres writes them, not as numbers and booleans of JSON. */
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
 * Runs `work` in a session of its own. When the signal aborts, the statement that runs is cancelled.
 *
 * @throws SqlLimitError when a result cannot be sent over HTTP
 */
export async function withSession<Value>(
  target: SessionTarget,
  signal: AbortSignal,
  work: (session: Client) => Promise<Value>,
): Promise<Value> {
  const session = new Client({ ...target, ssl: false });
  // A server that goes down makes the pending query fail, which is enough; unheard, the event would end the process.
  session.on('error', () => {});
  await session.connect();
  const interruption = watchResults(session, target);
  const onAbort = (): void => interruption.interrupt(new Error('The client has gone.'));
  signal.addEventListener('abort', onAbort);
  try {
    signal.throwIfAborted();
    const value = await work(session);
    // A statement can end before it is cancelled.
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
    // One statement a request, as prepared statements have it.
    queryMode: 'extended',
    ...(rawText ? { types: RAW } : {}),
  };
  const { command, rowCount, rows, fields }: QueryArrayResult<unknown[]> = await session.query<unknown[]>(config);
  const named = (row: unknown[]): unknown => Object.fromEntries(fields.map(({ name }, index) => [name, row[index]]));
  return { command, rowCount, fields, rows: rowsAsArrays ? rows : rows.map(named), rowAsArray: rowsAsArrays };
}
