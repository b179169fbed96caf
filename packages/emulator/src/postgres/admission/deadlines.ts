import type { Clock } from '../../support/index.ts';

/** Deadlines that all have the same length. */
export interface Deadlines {
  /** Calls `onDue` when the time is up. Call the returned function to cancel it. */
  add(onDue: () => void): () => void;
  stop(): void;
}

interface Deadline {
  readonly dueMs: number;
  readonly onDue: () => void;
}

/**
 * Shares one timer among all deadlines. Each connection has several and meets nearly all of them, so separate timers
 * would cost more than the rest of its admission.
 */
export function createDeadlines(withinMs: number, clock: Clock): Deadlines {
  // Ordered by due time, because all deadlines have the same length.
  const open = new Set<Deadline>();
  const stopped = new AbortController();
  let isWatching = false;

  async function watch(): Promise<void> {
    isWatching = true;
    for (let [next] = open; next; [next] = open) {
      await clock.sleep(next.dueMs - clock.now(), stopped.signal);
      for (const deadline of open) {
        if (deadline.dueMs > clock.now()) break;
        open.delete(deadline);
        deadline.onDue();
      }
    }
    isWatching = false;
  }

  return {
    add(onDue) {
      const deadline = { dueMs: clock.now() + withinMs, onDue };
      open.add(deadline);
      // Rejects only when stopped.
      if (!isWatching) watch().catch(() => {});
      return () => open.delete(deadline);
    },
    stop() {
      open.clear();
      stopped.abort();
    },
  };
}
