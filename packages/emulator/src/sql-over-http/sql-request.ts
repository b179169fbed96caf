/** One statement of a request; the driver sends values as text. */
export interface Statement {
  readonly query: string;
  readonly params: readonly unknown[];
}

export type SqlRequest =
  | { readonly kind: 'single'; readonly statement: Statement }
  | { readonly kind: 'batch'; readonly statements: readonly Statement[] }
  | { readonly kind: 'malformed'; readonly reason: string };

/** Parses a request body of the driver: `{query, params}` or `{queries: […]}`. */
export function readSqlRequest(body: unknown): SqlRequest {
  if (!isObject(body)) return malformed('the body is not a JSON object');
  if ('queries' in body) {
    if (!Array.isArray(body.queries)) return malformed('"queries" is not a list');
    const statements = body.queries.map(readStatement);
    const read = statements.filter((statement) => statement !== undefined);
    return read.length === statements.length
      ? { kind: 'batch', statements: read }
      : malformed('each entry of "queries" needs a "query" string, and "params" must be a list');
  }
  const statement = readStatement(body);
  return statement
    ? { kind: 'single', statement }
    : malformed('it needs a "query" string, and "params" must be a list');
}

function readStatement(value: unknown): Statement | undefined {
  if (!isObject(value) || typeof value.query !== 'string') return undefined;
  const params = value.params ?? [];
  return Array.isArray(params) ? { query: value.query, params } : undefined;
}

const LEVELS: Readonly<Record<string, string>> = {
  ReadUncommitted: 'READ UNCOMMITTED',
  ReadCommitted: 'READ COMMITTED',
  RepeatableRead: 'REPEATABLE READ',
  Serializable: 'SERIALIZABLE',
};

/** Returns the statement that begins a batch, from the headers; undefined if one has an unknown value. */
export function beginOf(headers: Headers): string | undefined {
  const level = headers.get('Neon-Batch-Isolation-Level');
  const words = [
    level === null ? '' : LEVELS[level] && `ISOLATION LEVEL ${LEVELS[level]}`,
    flag(headers.get('Neon-Batch-Read-Only'), 'READ ONLY', 'READ WRITE'),
    flag(headers.get('Neon-Batch-Deferrable'), 'DEFERRABLE', 'NOT DEFERRABLE'),
  ];
  return words.includes(undefined) ? undefined : ['BEGIN', ...words.filter(Boolean)].join(' ');
}

function flag(value: string | null, whenTrue: string, whenFalse: string): string | undefined {
  return { null: '', true: whenTrue, false: whenFalse }[String(value)];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function malformed(reason: string): SqlRequest {
  return { kind: 'malformed', reason };
}
