import { getOrInsert } from '@neon-api/ground';
import type { Clock } from '../../support/index.ts';
import type { FailedLogins, ThrottleRules } from './decide-login-delay.ts';

/** The failed logins of a role in a row, and the logins that wait because of them. */
export interface FailureCount extends FailedLogins {
  failures: number;
  lastFailureAtMs: number;
  readonly waiting: Waiter[];
  /** Whether a login is being judged. */
  isTaken: boolean;
}

/** A login that waits for its turn. */
export interface Waiter {
  readonly gone: AbortSignal;
  readonly admit: () => void;
}

export interface LoginFailures {
  /** Undefined for a role whose logins have not failed lately. */
  find(branchId: string, role: string): FailureCount | undefined;
  noteFailure(branchId: string, role: string): void;
  noteSuccess(branchId: string, role: string): void;
}

/** Roles have at least one byte, so that none has this name. */
const OTHER_ROLES = '';

/** Counts for each branch and role; past `mostRoles`, the further roles of a branch share one count. */
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
      // A branch that is gone is not asked for again.
      if (!branches.has(branchId)) for (const [id, counts] of branches) forget(id, counts);
      const counts = getOrInsert(branches, branchId, () => new Map<string, FailureCount>());
      const name = counts.has(role) || counts.size < rules.mostRoles ? role : OTHER_ROLES;
      const count = getOrInsert(counts, name, () => ({ failures: 0, lastFailureAtMs: 0, waiting: [], isTaken: false }));
      count.failures += 1;
      count.lastFailureAtMs = clock.now();
    },
    /** Others may still wait; they go on, one at a time, until the count is forgotten. */
    noteSuccess(branchId, role) {
      const count = branches.get(branchId)?.get(role);
      if (count) count.failures = 0;
    },
  };
}
