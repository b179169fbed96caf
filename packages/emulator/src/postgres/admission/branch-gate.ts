import type { Clock } from '../../support/index.ts';
import type { ConnectionLimits } from './connection-limits.ts';
import type { Deadlines } from './deadlines.ts';
import { decideAdmission, type LoginState } from './decide-admission.ts';

/** Why a connection loses its place: it took too long, or too many others are waiting. */
export type Loss = 'timeout' | 'crowded';

/** A login's place among the connections of its branch; its session keeps the place. */
export interface Place {
  /** Aborted with a `Loss` as the reason when the login must end. */
  readonly lost: AbortSignal;
  /** Postgres asked the client something, and the client has not answered yet. */
  asked(): void;
  answered(): void;
  authenticated(): void;
  /** Frees the place once the connection to Postgres is closed. */
  leave(): void;
}

/** `full`: the branch has reached its session limit. `gone`: the client disconnected while it waited. */
export type Entry = Place | 'full' | 'gone' | Loss;

export interface BranchGate {
  /** Resolves with a place once the login may connect to Postgres, or with the reason why it may not. */
  enter(branchId: string, gone: AbortSignal): Promise<Entry>;
}

/** The clients of one branch. */
interface Branch {
  sessions: number;
  readonly logins: Set<Login>;
  /** Newest last. */
  readonly waiting: Waiter[];
  /** Cancels the timer for the next possible eviction, if one runs. */
  recheck: AbortController | undefined;
  /** Called when the branch has no connections left. */
  readonly onEmpty: () => void;
}

interface Login extends LoginState {
  silentSinceMs: number | undefined;
  isLeaving: boolean;
  lose(loss: Loss): void;
}

type Waiter = (entry: Entry) => void;

interface Rules {
  readonly limits: ConnectionLimits;
  readonly deadlines: Deadlines;
  readonly clock: Clock;
}

/** Limits client connections to each branch, so that Postgres always has one left for the emulator. */
export function createBranchGate(limits: ConnectionLimits, deadlines: Deadlines, clock: Clock): BranchGate {
  const branches = new Map<string, Branch>();

  function findBranch(branchId: string): Branch {
    const known = branches.get(branchId);
    if (known) return known;
    const onEmpty = (): void => void branches.delete(branchId);
    const branch: Branch = { sessions: 0, logins: new Set(), waiting: [], recheck: undefined, onEmpty };
    branches.set(branchId, branch);
    return branch;
  }

  return { enter: (branchId, gone) => enterBranch(findBranch(branchId), { limits, deadlines, clock }, gone) };
}

function enterBranch(branch: Branch, rules: Rules, gone: AbortSignal): Promise<Entry> {
  const { waiting } = branch;
  if (waiting.length >= rules.limits.mostWaiting) waiting.shift()?.('crowded');
  return new Promise((resolve) => {
    let isSettled = false;
    let keepDeadline = (): void => {};
    const waiter: Waiter = (entry) => {
      isSettled = true;
      keepDeadline();
      resolve(entry);
    };
    const giveUp = (entry: Entry): void => {
      const index = waiting.indexOf(waiter);
      if (index < 0) return;
      waiting.splice(index, 1);
      waiter(entry);
    };
    waiting.push(waiter);
    review(branch, rules);
    if (isSettled) return;
    keepDeadline = rules.deadlines.add(() => giveUp('timeout'));
    gone.addEventListener('abort', () => giveUp('gone'), { once: true });
  });
}

/** Newest first: the oldest waiting logins are often abandoned, or never finish. */
function review(branch: Branch, rules: Rules): void {
  branch.recheck?.abort('reviewed');
  branch.recheck = undefined;
  const { logins, waiting } = branch;
  while (waiting.length > 0) {
    const load = { sessions: branch.sessions, logins: [...logins], waiting: waiting.length };
    const admission = decideAdmission(load, rules.limits, rules.clock.now());
    if (admission.kind === 'wait') {
      recheckAt(admission.untilMs, branch, rules);
      return;
    }
    if (admission.kind === 'admit') waiting.pop()?.(createPlace(branch, rules));
    if (admission.kind === 'evict') admission.login.lose('crowded');
    if (admission.kind === 'refuse') for (const waiter of waiting.splice(0)) waiter('full');
  }
  if (branch.sessions === 0 && logins.size === 0) branch.onEmpty();
}

function recheckAt(untilMs: number | undefined, branch: Branch, rules: Rules): void {
  if (untilMs === undefined) return;
  const recheck = new AbortController();
  branch.recheck = recheck;
  rules.clock.sleep(untilMs - rules.clock.now(), recheck.signal).then(
    () => review(branch, rules),
    () => {},
  );
}

function createPlace(branch: Branch, rules: Rules): Place {
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
  const keepDeadline = rules.deadlines.add(() => login.lose('timeout'));
  return {
    lost: lost.signal,
    asked() {
      login.silentSinceMs = rules.clock.now();
      if (branch.waiting.length > 0) review(branch, rules);
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
      review(branch, rules);
    },
    leave() {
      if (isGone) return;
      isGone = true;
      keepDeadline();
      branch.logins.delete(login);
      if (isSession) branch.sessions -= 1;
      review(branch, rules);
    },
  };
}
