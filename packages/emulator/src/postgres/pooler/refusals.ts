import { encodeRefusal, type Refusal } from '../proxy/index.ts';

/** Messages and codes of PgBouncer: src/janitor.c, src/objects.c and src/client.c of github.com/pgbouncer/pgbouncer. */
export const QUERY_WAIT_TIMEOUT: Buffer = encodeRefusal({
  code: '08P01',
  message: 'query_wait_timeout',
  hint: 'All server connections are busy. End transactions that stay open, or use fewer at once.',
});

export const TOO_MANY_CLIENTS: Buffer = encodeRefusal({
  code: '08P01',
  message: 'no more connections allowed (max_client_conn)',
  hint: 'Close connections of this endpoint.',
});

export const SERVER_CLOSED: Refusal = {
  code: '08P01',
  message: 'server conn crashed?',
  hint: 'Postgres closed the connection. Connect again; if it persists, check the log file of the branch.',
};

/** Postgres' message when its compute stops. */
export const COMPUTE_STOPPED: Buffer = encodeRefusal({
  code: '57P01',
  message: 'terminating connection due to administrator command',
  hint: 'The compute was stopped or suspended. Connect again.',
});

export function malformedMessage(reason: string): Buffer {
  return encodeRefusal({ code: '08P01', message: reason, hint: 'Use a standard Postgres client.' });
}
