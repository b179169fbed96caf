import { getOrInsert } from '@neon-api/ground';
import { type Clock, monotonicNow, sleep, TIMED_OUT } from '../runtime/index.ts';

/** A turn that has come. It lapses after a time, as a request that vanishes does not leave it. */
export interface Turn {
  /** Holds the turn for `ms` and as long as a request takes. */
  renew(ms?: number): void;
  /** Gives the turn to the next. */
  leave(): void;
}

/** A place in a queue, until it lapses. */
interface QueueEntry {
  untilMs: number;
}

/**
 * Queues by name. Data alone: requests share them, and some runtimes let no request wait for a promise or a timer of
 * another (decision 32).
 */
export type Turns = Map<string, Set<QueueEntry>>;

// Far more than Neon takes to answer a change. After that, Neon's own lock keeps two changes apart.
const LEASE_MS = 10_000;
const PAUSE_PER_ENTRY_MS = 5;
const MAX_PAUSE_MS = 1_000;

/**
 * Waits until every place before in the queue of `name` was left or has lapsed.
 *
 * @throws TIMED_OUT at `deadline`, a reading of the monotonic clock; or the signal's reason
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
  /** Renews the place, or takes one at the end where it has lapsed; gives how many are before it. */
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
