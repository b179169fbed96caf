import type { Clock } from '../../support/index.ts';

/** Things that must happen within one and the same time. */
export interface Deadlines {
  /** Calls `onDue` when the time is over, unless the returned function is called before. */
  add(onDue: () => void): () => void;
  stop(): void;
}

interface Deadline {
  readonly dueMs: number;
  readonly onDue: () => void;
}

/**
 * Shares one timer among all deadlines: each connection has several, and nearly all are met, so that setting and clearing
 * timers of their own would cost more than the rest of its admission.
 */
export function createDeadlines(withinMs: number, clock: Clock): Deadlines {
  // In the order in which they fall due, as the time is the same for all.
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
      // Rejects when it is stopped, and then there is nothing left to do.
      if (!isWatching) watch().catch(() => {});
      return () => open.delete(deadline);
    },
    stop() {
      open.clear();
      stopped.abort();
    },
  };
}
