import { messageOf } from '@neon-api/ground';
import { findLogin } from './find-login.ts';
import { LARGEST_BYTES, readJson } from './read-json.ts';
import { SqlLimitError } from './sql-limits.ts';
import { beginOf, readSqlRequest, type Statement } from './sql-request.ts';
import type { SqlField, SqlServer, SqlSession, TextResult } from './sql-session.ts';
import { jsonOf } from './sql-values.ts';

/** A result in the driver's format. */
interface SqlResult {
  readonly command: string | null;
  readonly rowCount: number | null;
  readonly rows: readonly unknown[];
  readonly fields: readonly SqlField[];
  readonly rowAsArray: boolean;
}

interface ResultForm {
  readonly rowsAsArrays: boolean;
  /** Returns values as Postgres text instead of JSON numbers and booleans. */
  readonly rawText: boolean;
}

/** Fields that the driver copies from a Postgres error to its own. */
const ERROR_FIELDS = [
  ...['severity', 'code', 'detail', 'hint', 'position', 'internalPosition', 'internalQuery', 'where', 'schema'],
  ...['table', 'column', 'dataType', 'constraint', 'file', 'line', 'routine'],
];

/** Headers that the driver sends from a page of another origin. */
const ALLOWED_HEADERS = [
  ...['Authorization', 'Content-Type', 'Neon-Connection-String', 'Neon-Raw-Text-Output', 'Neon-Array-Mode'],
  ...['Neon-Pool-Opt-In', 'Neon-Batch-Read-Only', 'Neon-Batch-Isolation-Level', 'Neon-Batch-Deferrable'],
];

/**
 * Answers `POST /sql` of Neon's serverless driver: one statement, or a batch in one transaction. The session opens
 * before the body is read, so that only a client with the password can make the emulator buffer 64 MB.
 * https://github.com/neondatabase/serverless
 */
export async function handleSql(request: Request, server: SqlServer): Promise<Response> {
  if (request.method === 'OPTIONS') return allowCrossOrigin(new Response(null, { status: 204 }), request);
  return allowCrossOrigin(await answer(request, server), request);
}

async function answer(request: Request, server: SqlServer): Promise<Response> {
  if (request.method !== 'POST') return refuse(405, 'Send a POST request.');
  const login = findLogin(request.headers.get('Neon-Connection-String') ?? '', server.endpointAt);
  if (typeof login === 'string') return refuse(400, login);
  const begin = beginOf(request.headers);
  if (begin === undefined)
    return refuse(400, 'A Neon-Batch header has an unknown value. Use the values that the driver sends.');
  try {
    return await server.withSession(login, request.signal, (session) => answerIn(session, request, begin));
  } catch (error) {
    return Response.json(describeError(error), { status: error instanceof SqlLimitError ? error.status : 400 });
  }
}

async function answerIn(session: SqlSession, request: Request, begin: string): Promise<Response> {
  const body = await readJson(request);
  if (body.kind === 'too-large')
    return refuse(413, `The request is larger than ${LARGEST_BYTES} bytes. Split it into smaller requests.`);
  const sql = readSqlRequest(body.value);
  if (sql.kind === 'malformed') return refuse(400, `The request cannot be read: ${sql.reason}.`);
  const form: ResultForm = {
    rowsAsArrays: request.headers.get('Neon-Array-Mode') === 'true',
    rawText: request.headers.get('Neon-Raw-Text-Output') === 'true',
  };
  return Response.json(
    sql.kind === 'single'
      ? formResult(await session.query(sql.statement), form)
      : { results: await runBatch(session, begin, sql.statements, form) },
  );
}

/** Runs a batch; if the session ends before COMMIT, Postgres rolls the batch back. */
async function runBatch(
  session: SqlSession,
  begin: string,
  statements: readonly Statement[],
  form: ResultForm,
): Promise<SqlResult[]> {
  await session.query({ query: begin, params: [] });
  const results: SqlResult[] = [];
  for (const statement of statements) results.push(formResult(await session.query(statement), form));
  await session.query({ query: 'COMMIT', params: [] });
  return results;
}

function formResult({ command, rowCount, fields, rows }: TextResult, form: ResultForm): SqlResult {
  const { rowsAsArrays, rawText } = form;
  const formed = rawText
    ? rows
    : rows.map((row) => row.map((value, index) => jsonOf(value, fields[index]?.dataTypeID ?? 0)));
  const named = (row: readonly unknown[]): unknown =>
    Object.fromEntries(fields.map(({ name }, index) => [name, row[index]]));
  return { command, rowCount, fields, rows: rowsAsArrays ? formed : formed.map(named), rowAsArray: rowsAsArrays };
}

function describeError(error: unknown): object {
  const fields =
    typeof error === 'object' && error !== null ? new Map<string, unknown>(Object.entries(error)) : new Map();
  return {
    message: messageOf(error),
    ...Object.fromEntries(ERROR_FIELDS.flatMap((name) => (fields.has(name) ? [[name, fields.get(name)]] : []))),
  };
}

/** Allows the origin, which the guard has already checked. */
function allowCrossOrigin(response: Response, request: Request): Response {
  const origin = request.headers.get('Origin');
  if (origin === null) return response;
  response.headers.set('Access-Control-Allow-Origin', origin);
  response.headers.set('Vary', 'Origin');
  if (request.method !== 'OPTIONS') return response;
  response.headers.set('Access-Control-Allow-Methods', 'POST');
  response.headers.set('Access-Control-Allow-Headers', ALLOWED_HEADERS.join(', '));
  response.headers.set('Access-Control-Max-Age', '86400');
  return response;
}

function refuse(status: number, message: string): Response {
  return Response.json({ message }, { status });
}
