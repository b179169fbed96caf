import { projectLocked } from '../errors/index.ts';
import type { Clock } from '../support/index.ts';

/** Locks on projects, or on an operation if the call has no project. */
export interface FaultLocks {
  lock(subject: string, ms: number): void;
  /** Throws 423 while the subject is locked. */
  requireUnlocked(subject: string): void;
  clear(): void;
}

export function createFaultLocks(clock: Clock): FaultLocks {
  const untilMs = new Map<string, number>();
  return {
    lock: (subject, ms) => void untilMs.set(subject, clock.now() + ms),
    requireUnlocked(subject) {
      if (clock.now() < (untilMs.get(subject) ?? 0)) throw projectLocked();
    },
    clear: () => untilMs.clear(),
  };
}
