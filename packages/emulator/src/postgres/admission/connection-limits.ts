/** Client sessions per branch, as on Neon's smallest compute: 112 minus 7 reserved for superusers. */
export const CLIENT_SESSIONS = 105;
/** Connections that Postgres reserves for superusers. */
export const SUPERUSER_CONNECTIONS = 7;
/** Tasks that the emulator itself runs in a branch at once; some need a second connection for pg_dump. */
export const MOST_VISITS = 6;
/** A branch is copied once at a time. */
const COPY_CONNECTIONS = 1;
const EMULATOR_CONNECTIONS = 2 * MOST_VISITS + COPY_CONNECTIONS;
/** The sum of all, because a login in progress takes a connection too, even one reserved for superusers. */
export const SERVER_CONNECTIONS: number = CLIENT_SESSIONS + EMULATOR_CONNECTIONS + SUPERUSER_CONNECTIONS;

export interface ConnectionLimits {
  /** Connections to the port that have not named a branch yet. */
  readonly mostNewcomers: number;
  /** Client sessions of one branch, including logins in progress. */
  readonly mostSessions: number;
  /** Logins in progress on one branch: connected to Postgres, but not authenticated yet. */
  readonly mostLogins: number;
  /** Logins in progress on the pooled sides of all endpoints. */
  readonly mostPooledLogins: number;
  /** Logins of one branch that may wait while `mostLogins` are in progress. */
  readonly mostWaiting: number;
  /** A login whose client is silent for this long can be evicted for a waiting one. */
  readonly silentMs: number;
  /** Timeout of each step: to name a branch, to get a place, and to log in. */
  readonly loginTimeoutMs: number;
  /** Timeout of a login on a pooled side. */
  readonly pooledLoginTimeoutMs: number;
}

export const CONNECTION_LIMITS: ConnectionLimits = {
  // More than the system lets wait at once (511), because a burst is accepted before the first client is read.
  mostNewcomers: 1024,
  mostSessions: CLIENT_SESSIONS,
  mostLogins: 16,
  mostPooledLogins: 1024,
  mostWaiting: 256,
  silentMs: 2000,
  loginTimeoutMs: 10_000,
  // PgBouncer's default for `client_login_timeout`: https://www.pgbouncer.org/config.html
  pooledLoginTimeoutMs: 60_000,
};
