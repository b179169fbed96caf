export interface ThrottleRules {
  /** Failures in a row that cost nothing: typing errors, and a pool that starts with an old password. */
  readonly freeFailures: number;
  /** The delay after one failure more, which doubles with each further one up to the longest. */
  readonly firstDelayMs: number;
  readonly longestDelayMs: number;
  /** A role without a failed login for so long starts again. */
  readonly forgetAfterMs: number;
  /** Logins of one role that wait for their turn. */
  readonly mostWaiting: number;
  /** Roles of one branch whose failures are counted one by one; further roles share a count. */
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

/** When the next login of a role may reach Postgres; undefined: at once, and beside others. */
export function decideLoginTime({ failures, lastFailureAtMs }: FailedLogins, rules: ThrottleRules): number | undefined {
  const excess = failures - rules.freeFailures;
  if (excess < 0) return undefined;
  return lastFailureAtMs + Math.min(rules.firstDelayMs * 2 ** excess, rules.longestDelayMs);
}
