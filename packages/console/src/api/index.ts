export { type Admin, createAdmin } from './admin.ts';
export { type Credentials, forgetCredentials, readCredentials, takeCredentials } from './credentials.ts';
export { CONSOLE_HEADER, type Fetch } from './fetch.ts';
export { createConsoleClient } from './neon.ts';
export { runSql, SqlError, type SqlField, type SqlResult } from './sql.ts';
