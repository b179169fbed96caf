import type { Clock } from '../../support/index.ts';
import { decideLoginTime, type ThrottleRules } from './decide-login-delay.ts';
import { createLoginFailures, type FailureCount } from './login-failures.ts';

/** Whether a login's password was right; `unknown` if the login ended before Postgres checked it. */
export type LoginOutcome = 'right' | 'wrong' | 'unknown';

/** A login's turn to have its password checked. */
export interface Turn {
  /** True if so many other logins have failed since the turn began that this one must wait after all. */
  isStale(): boolean;
  /** Ends the turn; only the first call counts. */
  end(outcome: LoginOutcome): void;
}

export interface LoginThrottle {
  /** Resolves when it is the login's turn; `crowded` if too many logins of this role already wait. */
  enter(branchId: string, role: string, gone: AbortSignal): Promise<Turn | 'crowded' | 'gone'>;
}

/** Postgres truncates longer names in a startup packet, so several names can mean one role. */
const ROLE_NAME_BYTES = 63;

function truncateRoleName(role: string): string {
  return Buffer.from(role).toString('latin1', 0, ROLE_NAME_BYTES);
}

/**
 * Slows down password guessing: after some failures in a row, the logins of a role take turns, each after a longer
 * delay. Costs nothing while no login fails.
 */
export function createLoginThrottle(rules: ThrottleRules, clock: Clock): LoginThrottle {
  const failures = createLoginFailures(rules, clock);

  function mustWait(branchId: string, role: string): boolean {
    const count = failures.find(branchId, role);
    return count !== undefined && decideLoginTime(count, rules) !== undefined;
  }

  function createTurn(branchId: string, role: string, turn: Pick<Turn, 'isStale'> & { onEnd(): void }): Turn {
    let isOver = false;
    return {
      isStale: turn.isStale,
      end(outcome) {
        if (isOver) return;
        isOver = true;
        if (outcome === 'wrong') failures.noteFailure(branchId, role);
        if (outcome === 'right') failures.noteSuccess(branchId, role);
        turn.onEnd();
      },
    };
  }

  async function serveNext(count: FailureCount): Promise<void> {
    const [first] = count.waiting;
    if (count.isTaken || !first) return;
    count.isTaken = true;
    const delayMs = (decideLoginTime(count, rules) ?? 0) - clock.now();
    await clock.sleep(Math.max(delayMs, 0), first.gone).catch(() => {});
    if (first.gone.aborted) return release(count);
    count.waiting.splice(count.waiting.indexOf(first), 1);
    first.admit();
  }

  function release(count: FailureCount): void {
    count.isTaken = false;
    void serveNext(count);
  }

  return {
    async enter(branchId, name, gone) {
      const role = truncateRoleName(name);
      const count = failures.find(branchId, role);
      if (!count || decideLoginTime(count, rules) === undefined) {
        return createTurn(branchId, role, { isStale: () => mustWait(branchId, role), onEnd() {} });
      }
      if (count.waiting.length >= rules.mostWaiting) return 'crowded';
      return new Promise((resolve) => {
        const turn = createTurn(branchId, role, { isStale: () => false, onEnd: () => release(count) });
        const waiter = { gone, admit: () => resolve(turn) };
        count.waiting.push(waiter);
        gone.addEventListener('abort', () => {
          const index = count.waiting.indexOf(waiter);
          if (index >= 0) count.waiting.splice(index, 1);
          resolve('gone');
        });
        void serveNext(count);
      });
    },
  };
}
