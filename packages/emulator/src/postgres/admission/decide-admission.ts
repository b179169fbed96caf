import type { ConnectionLimits } from './connection-limits.ts';

/** A login that has reached Postgres and is not judged yet. */
export interface LoginState {
  /** Since when its client owes an answer; undefined while Postgres does. */
  readonly silentSinceMs: number | undefined;
  /** Whether it has lost its place, and only its connection remains to be closed. */
  readonly isLeaving: boolean;
}

/** The connections of clients to one branch. */
export interface BranchLoad<Login extends LoginState = LoginState> {
  readonly sessions: number;
  readonly logins: readonly Login[];
  readonly waiting: number;
}

type Decision<Login extends LoginState = LoginState> =
  | { readonly kind: 'admit' }
  /** Nobody gets in until a session ends. */
  | { readonly kind: 'refuse' }
  /** This login makes room. */
  | { readonly kind: 'evict'; readonly login: Login }
  /** Until a login ends, or until this time, when one can be evicted. */
  | { readonly kind: 'wait'; readonly untilMs: number | undefined };

type Limits = Pick<ConnectionLimits, 'mostSessions' | 'mostLogins' | 'silentMs'>;

/** Decides what happens to the first of the logins that wait. */
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
