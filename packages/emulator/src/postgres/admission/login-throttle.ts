import type { Clock } from '../../support/index.ts';
import { decideLoginTime, type ThrottleRules } from './decide-login-delay.ts';
import { createLoginFailures, type FailureCount } from './login-failures.ts';

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

/** Postgres cuts longer names in a startup packet, so that many of them mean one role. */
const ROLE_NAME_BYTES = 63;

function truncateRoleName(role: string): string {
  return Buffer.from(role).toString('latin1', 0, ROLE_NAME_BYTES);
}

/**
 * Makes guessing slow: after some failures in a row, the logins of a role are judged one at a time, each later than the
 * one before. Costs nothing as long as nobody fails.
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
