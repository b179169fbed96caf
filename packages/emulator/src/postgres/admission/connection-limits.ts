/** How many sessions clients may have on a branch: as many as on Neon's smallest compute, 112 without 7 for superusers. */
const CLIENT_SESSIONS = 105;
/** Postgres lets only superusers log in once it has no more than these left. */
export const SUPERUSER_CONNECTIONS = 7;
/** Visits of the emulator itself to a branch at one time; pg_dump makes a second connection for some of them. */
export const MOST_VISITS = 6;
/** Copies of a branch are made one at a time. */
const COPY_CONNECTIONS = 1;
const EMULATOR_CONNECTIONS = 2 * MOST_VISITS + COPY_CONNECTIONS;
/** A login that is not judged yet takes a connection too, also one of those for superusers, so all must add up to this. */
export const SERVER_CONNECTIONS: number = CLIENT_SESSIONS + EMULATOR_CONNECTIONS + SUPERUSER_CONNECTIONS;

export interface ConnectionLimits {
  /** Connections to the port that have not said yet which branch they want. */
  readonly mostNewcomers: number;
  /** Sessions of clients on one branch, together with their logins that have reached Postgres. */
  readonly mostSessions: number;
  /** Logins of one branch that have reached Postgres and are not judged yet. */
  readonly mostLogins: number;
  /** Logins of one branch that wait because `mostLogins` are in progress. */
  readonly mostWaiting: number;
  /** After this time without an answer of its client, a login loses its place when another one needs it. */
  readonly silentMs: number;
  /** The time a connection has to say what it wants, a login to get its place, and then to end. */
  readonly loginTimeoutMs: number;
}

export const CONNECTION_LIMITS: ConnectionLimits = {
  mostNewcomers: 256,
  mostSessions: CLIENT_SESSIONS,
  mostLogins: 16,
  mostWaiting: 256,
  silentMs: 2000,
  loginTimeoutMs: 10_000,
};
