import type { Clock } from '../../support/index.ts';
import { type BranchGate, createBranchGate } from './branch-gate.ts';
import { CONNECTION_LIMITS, type ConnectionLimits } from './connection-limits.ts';
import { createDeadlines } from './deadlines.ts';
import { THROTTLE_RULES } from './decide-login-delay.ts';
import { createLoginThrottle, type LoginThrottle } from './login-throttle.ts';
import { createNewcomers, type Newcomers } from './newcomers.ts';

/** The limits that a connection passes on its way to Postgres, in this order. */
export interface Admission {
  readonly newcomers: Newcomers;
  /** Logins in progress on pooled sides, which need no connection to Postgres yet. */
  readonly pooledLogins: Newcomers;
  readonly throttle: LoginThrottle;
  readonly gate: BranchGate;
  /** Stops the timers. */
  stop(): void;
}

export function createAdmission(clock: Clock, limits: Partial<ConnectionLimits> = {}): Admission {
  const rules = { ...CONNECTION_LIMITS, ...limits };
  const deadlines = createDeadlines(rules.loginTimeoutMs, clock);
  const pooledDeadlines = createDeadlines(rules.pooledLoginTimeoutMs, clock);
  return {
    newcomers: createNewcomers(rules.mostNewcomers, deadlines),
    pooledLogins: createNewcomers(rules.mostPooledLogins, pooledDeadlines),
    throttle: createLoginThrottle(THROTTLE_RULES, clock),
    gate: createBranchGate(rules, deadlines, clock),
    stop() {
      deadlines.stop();
      pooledDeadlines.stop();
    },
  };
}
