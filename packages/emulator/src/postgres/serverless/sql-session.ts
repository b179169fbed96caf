import { Client } from 'pg';
import {
  type SqlLogin,
  type SqlServer,
  type Statement,
  type TextResult,
  textOfParameter,
} from '../../sql-over-http/index.ts';
import { watchResults } from './watch-results.ts';

/** Postgres text instead of JavaScript values. */
const TEXT = { getTypeParser: () => (value: string) => value };

/** Returns a function that runs work in its own session of the Postgres at this address. */
export function createSessions(address: { readonly host: string; readonly port: number }): SqlServer['withSession'] {
  return async (login: SqlLogin, signal, work) => {
    const session = new Client({ ...address, ...login, ssl: false });
    // If the server stops, the pending query fails; without a listener, the event would end the process.
    session.on('error', () => {});
    await session.connect();
    const interruption = watchResults(session, address);
    const onAbort = (): void => interruption.interrupt(new Error('The client disconnected.'));
    signal.addEventListener('abort', onAbort);
    try {
      signal.throwIfAborted();
      const value = await work({ query: (statement) => runStatement(session, statement) });
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
  };
}

async function runStatement(session: Client, { query, params }: Statement): Promise<TextResult> {
  const config = {
    text: query,
    values: params.map(textOfParameter),
    rowMode: 'array' as const,
    // The extended protocol allows only one statement.
    queryMode: 'extended',
    types: TEXT,
  };
  return session.query<(string | null)[]>(config);
}
