import type { Clock } from '../../support/index.ts';
import { decideLoginTime, type FailedLogins, type ThrottleRules } from './decide-login-delay.ts';

/** What a login showed of its password; `unknown` when it ended before Postgres judged it. */
export type LoginOutcome = 'right' | 'wrong' | 'unknown';

/** A login's turn to be judged. */
export interface Turn {
  /** Whether so many others have failed since it was given that the login has to wait after all. */
  isStale(): boolean;
  /** Only the first call counts. */
  end(outcome: LoginOutcome): void;
}

export interface LoginThrottle {
  /** Resolves when a login of this role may be judged; `crowded` when too many wait for that already. */
  enter(branchId: string, role: string, gone: AbortSignal): Promise<Turn | 'crowded' | 'gone'>;
}

interface Count extends FailedLogins {
  failures: number;
  lastFailureAtMs: number;
  readonly waiting: Waiter[];
  isTaken: boolean;
}

interface Waiter {
  readonly gone: AbortSignal;
  readonly resolve: (turn: Turn | 'gone') => void;
}

/** Roles have at least one byte, so that none has this name. */
const OTHER_ROLES = '';
/** Postgres cuts longer names in a startup packet, so that many of them mean one role. */
const ROLE_NAME_BYTES = 63;

function cutName(role: string): string {
  return Buffer.from(role).toString('latin1', 0, ROLE_NAME_BYTES);
}

/**
 * Makes guessing slow: after some failures in a row, the logins of a role are judged one at a time, each later than the
 * one before. Costs nothing as long as nobody fails.
 */
export function createLoginThrottle(rules: ThrottleRules, clock: Clock): LoginThrottle {
  const branches = new Map<string, Map<string, Count>>();

  function findCount(branchId: string, role: string): Count | undefined {
    const counts = branches.get(branchId);
    if (!counts) return undefined;
    forget(branchId, counts);
    return counts.get(role) ?? (counts.size >= rules.mostRoles ? counts.get(OTHER_ROLES) : undefined);
  }

  function forget(branchId: string, counts: Map<string, Count>): void {
    for (const [name, count] of counts) if (isForgotten(count)) counts.delete(name);
    if (counts.size === 0) branches.delete(branchId);
  }

  function isForgotten({ lastFailureAtMs, waiting, isTaken }: Count): boolean {
    return !isTaken && waiting.length === 0 && lastFailureAtMs + rules.forgetAfterMs <= clock.now();
  }

  function noteFailure(branchId: string, role: string): void {
    // A branch that is gone is not asked for again.
    if (!branches.has(branchId)) for (const [id, counts] of branches) forget(id, counts);
    const counts = branches.get(branchId) ?? new Map<string, Count>();
    branches.set(branchId, counts);
    const name = counts.has(role) || counts.size < rules.mostRoles ? role : OTHER_ROLES;
    const count = counts.get(name) ?? { failures: 0, lastFailureAtMs: 0, waiting: [], isTaken: false };
    counts.set(name, count);
    count.failures += 1;
    count.lastFailureAtMs = clock.now();
  }

  /** Others may still wait; they go on, one at a time, until the count is forgotten. */
  function noteSuccess(branchId: string, role: string): void {
    const count = branches.get(branchId)?.get(role);
    if (count) count.failures = 0;
  }

  function mustWait(branchId: string, role: string): boolean {
    const count = findCount(branchId, role);
    return count !== undefined && decideLoginTime(count, rules) !== undefined;
  }

  function createTurn(branchId: string, role: string, turn: Pick<Turn, 'isStale'> & { onEnd(): void }): Turn {
    let isOver = false;
    return {
      isStale: turn.isStale,
      end(outcome) {
        if (isOver) return;
        isOver = true;
        if (outcome === 'wrong') noteFailure(branchId, role);
        if (outcome === 'right') noteSuccess(branchId, role);
        turn.onEnd();
      },
    };
  }

  async function serveNext(branchId: string, role: string, count: Count): Promise<void> {
    const [first] = count.waiting;
    if (count.isTaken || !first) return;
    count.isTaken = true;
    const release = (): void => {
      count.isTaken = false;
      void serveNext(branchId, role, count);
    };
    const delayMs = (decideLoginTime(count, rules) ?? 0) - clock.now();
    await clock.sleep(Math.max(delayMs, 0), first.gone).catch(() => {});
    if (first.gone.aborted) return release();
    count.waiting.splice(count.waiting.indexOf(first), 1);
    first.resolve(createTurn(branchId, role, { isStale: () => false, onEnd: release }));
  }

  return {
    async enter(branchId, name, gone) {
      const role = cutName(name);
      const count = findCount(branchId, role);
      if (!count || decideLoginTime(count, rules) === undefined) {
        return createTurn(branchId, role, { isStale: () => mustWait(branchId, role), onEnd() {} });
      }
      if (count.waiting.length >= rules.mostWaiting) return 'crowded';
      return new Promise((resolve) => {
        const waiter: Waiter = { gone, resolve };
        count.waiting.push(waiter);
        gone.addEventListener('abort', () => {
          const index = count.waiting.indexOf(waiter);
          if (index >= 0) count.waiting.splice(index, 1);
          resolve('gone');
        });
        void serveNext(branchId, role, count);
      });
    },
  };
}
