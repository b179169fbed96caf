import { getOrInsert } from '@neon-api/ground';
import { type Clock, monotonicNow, sleep, TIMED_OUT } from '../runtime/index.ts';

/** The current turn. It expires, because a request may disappear without leaving it. */
export interface Turn {
  /** Keeps the turn for `ms` plus the time of a request. */
  renew(ms?: number): void;
  /** Passes the turn to the next entry. */
  leave(): void;
}

/** A place in a queue, until it expires. */
interface QueueEntry {
  untilMs: number;
}

/**
 * Queues by name. Only data: requests share them, and in some runtimes a request cannot wait for a promise or a timer
 * of another (decision 32).
 */
export type Turns = Map<string, Set<QueueEntry>>;

// Far longer than Neon takes to respond to a change. After that, Neon's own lock separates the changes.
const LEASE_MS = 10_000;
const PAUSE_PER_ENTRY_MS = 5;
const MAX_PAUSE_MS = 1_000;

/**
 * Waits until all earlier entries in the queue of `name` have left or expired.
 *
 * @throws TIMED_OUT at `deadline`, which is monotonic time; or the signal's reason
 */
export async function takeTurn(
  turns: Turns,
  name: string,
  clock: Clock,
  signal: AbortSignal | undefined,
  deadline: number,
): Promise<Turn> {
  const entry: QueueEntry = { untilMs: 0 };
  const readQueue = (): Set<QueueEntry> => getOrInsert(turns, name, () => new Set());
  const leave = (): void => {
    const queue = readQueue();
    queue.delete(entry);
    if (queue.size === 0) turns.delete(name);
  };
  /** Renews the entry, or rejoins at the end if it expired. Returns how many entries are before it. */
  const renew = (ms = 0): number => {
    const now = monotonicNow(clock);
    const queue = readQueue();
    for (const other of queue) if (other.untilMs <= now) queue.delete(other);
    entry.untilMs = now + ms + LEASE_MS;
    return [...queue.add(entry)].indexOf(entry);
  };

  try {
    for (let before = renew(); before > 0; before = renew()) {
      const leftMs = deadline - monotonicNow(clock);
      if (leftMs <= 0) throw TIMED_OUT;
      await sleep(Math.min(before * PAUSE_PER_ENTRY_MS, MAX_PAUSE_MS, leftMs), signal, clock);
    }
  } catch (stop) {
    leave();
    throw stop;
  }
  return { renew, leave };
}
