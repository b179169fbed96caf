export interface ThrottleRules {
  /** Failures in a row without a delay: typos, and a pool that starts with an old password. */
  readonly freeFailures: number;
  /** The delay after one more failure. Each additional failure doubles it, up to `longestDelayMs`. */
  readonly firstDelayMs: number;
  readonly longestDelayMs: number;
  /** The count restarts after this time without a failed login. */
  readonly forgetAfterMs: number;
  /** Logins of one role that may wait for their turn. */
  readonly mostWaiting: number;
  /** Roles of one branch that have their own count; all other roles share one. */
  readonly mostRoles: number;
}

export const THROTTLE_RULES: ThrottleRules = {
  freeFailures: 5,
  firstDelayMs: 250,
  longestDelayMs: 4000,
  forgetAfterMs: 15 * 60_000,
  mostWaiting: 4,
  mostRoles: 100,
};

/** The failed logins of a role since its last successful one. */
export interface FailedLogins {
  readonly failures: number;
  readonly lastFailureAtMs: number;
}

/** Returns when the next login of a role may connect to Postgres; undefined if immediately, in parallel with others. */
export function decideLoginTime({ failures, lastFailureAtMs }: FailedLogins, rules: ThrottleRules): number | undefined {
  const excess = failures - rules.freeFailures;
  if (excess < 0) return undefined;
  return lastFailureAtMs + Math.min(rules.firstDelayMs * 2 ** excess, rules.longestDelayMs);
}
