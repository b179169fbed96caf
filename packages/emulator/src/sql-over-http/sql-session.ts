import type { Statement } from './sql-request.ts';

/** A column of a result, as Postgres describes it. */
export interface SqlField {
  readonly name: string;
  readonly tableID: number;
  readonly columnID: number;
  readonly dataTypeID: number;
  readonly dataTypeSize: number;
  readonly dataTypeModifier: number;
  /** `text`, because the driver parses text. */
  readonly format: string;
}

/** A result with values as Postgres text. */
export interface TextResult {
  readonly command: string | null;
  readonly rowCount: number | null;
  readonly fields: readonly SqlField[];
  readonly rows: readonly (readonly (string | null)[])[];
}

export interface SqlSession {
  /** Runs one statement with the extended protocol. Rejects with the fields of a Postgres error. */
  query(statement: Statement): Promise<TextResult>;
}

/** What a connection string says. */
export interface SqlLogin {
  readonly user: string;
  readonly password: string;
  readonly database: string;
  /** Startup options, with `endpoint=ep-…` if the string names an endpoint. */
  readonly options: string;
}

/** The server that sessions run on. */
export interface SqlServer {
  /** Returns the endpoint that listens at this address. */
  readonly endpointAt: (host: string, port: string) => string | undefined;
  /**
   * Runs `work` in its own session, which ends afterwards. If the signal aborts, the running statement is cancelled
   * where possible.
   *
   * @throws SqlLimitError if a result cannot be sent over HTTP
   */
  readonly withSession: <Value>(
    login: SqlLogin,
    signal: AbortSignal,
    work: (session: SqlSession) => Promise<Value>,
  ) => Promise<Value>;
}
