export { endpointOfHost } from './find-login.ts';
export { handleSql } from './handle-sql.ts';
export { copyRefusal, createResultMeter, type SqlLimitError } from './sql-limits.ts';
export type { Statement } from './sql-request.ts';
export type { SqlField, SqlLogin, SqlServer, SqlSession, TextResult } from './sql-session.ts';
export { textOfParameter } from './sql-values.ts';
