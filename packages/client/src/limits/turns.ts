import { type Clock, monotonicNow, rest, startTimer, TIMED_OUT } from '../runtime/index.ts';

/** Gives the turn to the next. */
export type Leave = () => void;

/** A place in a queue. It lapses unless it is renewed, as a request that vanishes does not leave it. */
interface Place {
  untilMs: number;
}

/**
 * Queues by name. Data alone: requests share them, and some runtimes let no request wait for a promise or a timer of
 * another (decision 32).
 */
export type Turns = Map<string, readonly Place[]>;

// Longer than a busy event loop holds a renewal up.
const LEASE_MS = 5_000;
const RENEW_MS = 1_000;
const PAUSE_PER_PLACE_MS = 5;

/**
 * Waits until every place before in the queue of `name` was left or has lapsed, and holds the turn until it is left.
 *
 * @throws TIMED_OUT at `deadline`, a reading of the monotonic clock; or the signal's reason
 */
export async function takeTurn(
  turns: Turns,
  name: string,
  clock: Clock,
  signal?: AbortSignal,
  deadline: number = Number.POSITIVE_INFINITY,
): Promise<Leave> {
  const place: Place = { untilMs: 0 };
  let stopRenewing: (() => void) | undefined;

  /** Renews the place, or takes a new one at the end; gives how many are before it. */
  const renew = (): number => {
    const now = monotonicNow(clock);
    place.untilMs = now + LEASE_MS;
    const places = turns.get(name)?.filter(({ untilMs }) => untilMs > now) ?? [];
    if (!places.includes(place)) places.push(place);
    turns.set(name, places);
    return places.indexOf(place);
  };
  const leave = (): void => {
    stopRenewing?.();
    const others = turns.get(name)?.filter((one) => one !== place) ?? [];
    if (others.length > 0) turns.set(name, others);
    else turns.delete(name);
  };
  const hold = (): void => {
    renew();
    stopRenewing = startTimer(clock, RENEW_MS, hold);
  };

  try {
    for (let before = renew(); before > 0; before = renew()) {
      const leftMs = deadline - monotonicNow(clock);
      if (leftMs <= 0) throw TIMED_OUT;
      await rest(Math.min(before * PAUSE_PER_PLACE_MS, RENEW_MS, leftMs), signal, clock);
    }
  } catch (stop) {
    leave();
    throw stop;
  }
  hold();
  return leave;
}
