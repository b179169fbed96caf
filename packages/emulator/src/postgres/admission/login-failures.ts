import { getOrInsert } from '@neon-api/ground';
import type { Clock } from '../../support/index.ts';
import type { FailedLogins, ThrottleRules } from './decide-login-delay.ts';

/** A role's failed logins in a row, and the logins that wait because of them. */
export interface FailureCount extends FailedLogins {
  failures: number;
  lastFailureAtMs: number;
  readonly waiting: Waiter[];
  /** True while a login has its turn. */
  isTaken: boolean;
}

/** A login that waits for its turn. */
export interface Waiter {
  readonly gone: AbortSignal;
  readonly admit: () => void;
}

export interface LoginFailures {
  /** Returns undefined if the role has no recent failures. */
  find(branchId: string, role: string): FailureCount | undefined;
  noteFailure(branchId: string, role: string): void;
  noteSuccess(branchId: string, role: string): void;
}

/** No role has an empty name. */
const OTHER_ROLES = '';

/** Counts failures by branch and role. Beyond `mostRoles`, the remaining roles of a branch share one count. */
export function createLoginFailures(rules: ThrottleRules, clock: Clock): LoginFailures {
  const branches = new Map<string, Map<string, FailureCount>>();

  function forget(branchId: string, counts: Map<string, FailureCount>): void {
    for (const [name, count] of counts) if (isForgotten(count)) counts.delete(name);
    if (counts.size === 0) branches.delete(branchId);
  }

  function isForgotten({ lastFailureAtMs, waiting, isTaken }: FailureCount): boolean {
    return !isTaken && waiting.length === 0 && lastFailureAtMs + rules.forgetAfterMs <= clock.now();
  }

  return {
    find(branchId, role) {
      const counts = branches.get(branchId);
      if (!counts) return undefined;
      forget(branchId, counts);
      return counts.get(role) ?? (counts.size >= rules.mostRoles ? counts.get(OTHER_ROLES) : undefined);
    },
    noteFailure(branchId, role) {
      // Forgets deleted branches too: nothing looks those up again.
      if (!branches.has(branchId)) for (const [id, counts] of branches) forget(id, counts);
      const counts = getOrInsert(branches, branchId, () => new Map<string, FailureCount>());
      const name = counts.has(role) || counts.size < rules.mostRoles ? role : OTHER_ROLES;
      const count = getOrInsert(counts, name, () => ({ failures: 0, lastFailureAtMs: 0, waiting: [], isTaken: false }));
      count.failures += 1;
      count.lastFailureAtMs = clock.now();
    },
    /** Keeps the count: other logins may still wait for their turn. */
    noteSuccess(branchId, role) {
      const count = branches.get(branchId)?.get(role);
      if (count) count.failures = 0;
    },
  };
}
