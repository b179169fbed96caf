import type { ConnectionLimits } from './connection-limits.ts';

/** A login in progress: connected to Postgres, but not authenticated yet. */
export interface LoginState {
  /** When Postgres began to wait for the client; undefined while the client waits for Postgres. */
  readonly silentSinceMs: number | undefined;
  /** True if the login was evicted and its connection is closing. */
  readonly isLeaving: boolean;
}

/** The client connections of one branch. */
export interface BranchLoad<Login extends LoginState = LoginState> {
  readonly sessions: number;
  readonly logins: readonly Login[];
  readonly waiting: number;
}

type Decision<Login extends LoginState = LoginState> =
  | { readonly kind: 'admit' }
  /** Refuses all waiting logins: the branch has reached its session limit. */
  | { readonly kind: 'refuse' }
  /** Ends this login to make room. */
  | { readonly kind: 'evict'; readonly login: Login }
  /** Waits until a login ends, or until `untilMs`, when one can be evicted. */
  | { readonly kind: 'wait'; readonly untilMs: number | undefined };

type Limits = Pick<ConnectionLimits, 'mostSessions' | 'mostLogins' | 'silentMs'>;

/** Decides what happens to the next waiting login. */
export function decideAdmission<Login extends LoginState>(
  { sessions, logins, waiting }: BranchLoad<Login>,
  { mostSessions, mostLogins, silentMs }: Limits,
  nowMs: number,
): Decision<Login> {
  if (sessions >= mostSessions) return { kind: 'refuse' };
  if (logins.length < mostLogins && sessions + logins.length < mostSessions) return { kind: 'admit' };
  const leaving = logins.filter(({ isLeaving }) => isLeaving).length;
  if (leaving >= waiting) return { kind: 'wait', untilMs: undefined };
  const [slowest] = logins
    .filter(({ isLeaving, silentSinceMs }) => !isLeaving && silentSinceMs !== undefined)
    .sort((one, other) => (one.silentSinceMs ?? 0) - (other.silentSinceMs ?? 0));
  if (slowest?.silentSinceMs === undefined) return { kind: 'wait', untilMs: undefined };
  const untilMs = slowest.silentSinceMs + silentMs;
  return untilMs <= nowMs ? { kind: 'evict', login: slowest } : { kind: 'wait', untilMs };
}
