import type { Clock } from '../../support/index.ts';
import type { ConnectionLimits } from './connection-limits.ts';
import type { Deadlines } from './deadlines.ts';
import { decideAdmission, type LoginState } from './decide-admission.ts';

/** Why a connection loses its place: it took too long, or too many others need one. */
export type Loss = 'timeout' | 'crowded';

/** A login's place among those of its branch that may reach Postgres; later the place of its session. */
export interface Place {
  /** Aborted with a `Loss` as its reason when the login has to go. */
  readonly lost: AbortSignal;
  /** From now on the client owes an answer. */
  asked(): void;
  answered(): void;
  authenticated(): void;
  /** The connection to Postgres is closed. */
  leave(): void;
}

/** `full`: as many sessions as there may be. `gone`: the client went away meanwhile. */
export type Entry = Place | 'full' | 'gone' | Loss;

export interface BranchGate {
  /** Resolves once the login may reach Postgres, or when it may not. */
  enter(branchId: string, gone: AbortSignal): Promise<Entry>;
}

interface Branch {
  sessions: number;
  readonly logins: Set<Login>;
  /** The newest last. */
  readonly waiting: Waiter[];
  /** Ends the wait for the time when a login can be evicted, if there is one. */
  recheck: AbortController | undefined;
}

interface Login extends LoginState {
  silentSinceMs: number | undefined;
  isLeaving: boolean;
  lose(loss: Loss): void;
}

type Waiter = (entry: Entry) => void;

/** Limits the connections of clients to each branch, so that Postgres always has one left for the emulator. */
export function createBranchGate(limits: ConnectionLimits, patience: Deadlines, clock: Clock): BranchGate {
  const branches = new Map<string, Branch>();

  function findBranch(branchId: string): Branch {
    const known = branches.get(branchId);
    if (known) return known;
    const branch: Branch = { sessions: 0, logins: new Set(), waiting: [], recheck: undefined };
    branches.set(branchId, branch);
    return branch;
  }

  /** Newest first: the oldest of a crowd are those that nobody waits for any more, or that never log in. */
  function review(branchId: string, branch: Branch): void {
    branch.recheck?.abort('reviewed');
    branch.recheck = undefined;
    const { logins, waiting } = branch;
    while (waiting.length > 0) {
      const load = { sessions: branch.sessions, logins: [...logins], waiting: waiting.length };
      const admission = decideAdmission(load, limits, clock.now());
      if (admission.kind === 'wait') {
        recheckAt(admission.untilMs, branchId, branch);
        return;
      }
      if (admission.kind === 'admit') waiting.pop()?.(createPlace(branchId, branch));
      if (admission.kind === 'evict') admission.login.lose('crowded');
      if (admission.kind === 'refuse') for (const waiter of waiting.splice(0)) waiter('full');
    }
    if (branch.sessions === 0 && logins.size === 0) branches.delete(branchId);
  }

  function recheckAt(untilMs: number | undefined, branchId: string, branch: Branch): void {
    if (untilMs === undefined) return;
    const recheck = new AbortController();
    branch.recheck = recheck;
    clock.sleep(untilMs - clock.now(), recheck.signal).then(
      () => review(branchId, branch),
      () => {},
    );
  }

  function createPlace(branchId: string, branch: Branch): Place {
    const lost = new AbortController();
    const login: Login = {
      silentSinceMs: undefined,
      isLeaving: false,
      lose(loss) {
        login.isLeaving = true;
        lost.abort(loss);
      },
    };
    branch.logins.add(login);
    let isSession = false;
    let isGone = false;
    const keepDeadline = patience.add(() => login.lose('timeout'));
    return {
      lost: lost.signal,
      asked() {
        login.silentSinceMs = clock.now();
        if (branch.waiting.length > 0) review(branchId, branch);
      },
      answered() {
        login.silentSinceMs = undefined;
      },
      authenticated() {
        if (isSession || isGone) return;
        isSession = true;
        keepDeadline();
        branch.logins.delete(login);
        branch.sessions += 1;
        review(branchId, branch);
      },
      leave() {
        if (isGone) return;
        isGone = true;
        keepDeadline();
        branch.logins.delete(login);
        if (isSession) branch.sessions -= 1;
        review(branchId, branch);
      },
    };
  }

  return {
    enter(branchId, gone) {
      const branch = findBranch(branchId);
      if (branch.waiting.length >= limits.mostWaiting) branch.waiting.shift()?.('crowded');
      return new Promise((resolve) => {
        let isSettled = false;
        let keepDeadline = (): void => {};
        const waiter: Waiter = (entry) => {
          isSettled = true;
          keepDeadline();
          resolve(entry);
        };
        const giveUp = (entry: Entry): void => {
          const index = branch.waiting.indexOf(waiter);
          if (index < 0) return;
          branch.waiting.splice(index, 1);
          waiter(entry);
        };
        branch.waiting.push(waiter);
        review(branchId, branch);
        if (isSettled) return;
        keepDeadline = patience.add(() => giveUp('timeout'));
        gone.addEventListener('abort', () => giveUp('gone'), { once: true });
      });
    },
  };
}
