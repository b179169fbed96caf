import { getOrInsert } from '@neon-api/ground';
import { type Runtime, withTimeout } from '../runtime/index.ts';
import { type Turns, takeTurn } from './turns.ts';

const TURNS = new WeakMap<object, Turns>();

/**
 * Runs `work` when all earlier work of this client under the same key has ended. Of ten calls that create something if
 * it is missing, the first creates it and nine find it. The next work starts after 10 seconds at the latest, because a
 * request may disappear together with its work.
 *
 * @throws what the work throws, or the signal's reason as soon as it aborts; the work keeps its turn until it ends
 */
export async function inTurn<T>(
  neon: { readonly runtime: Runtime },
  key: string,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  const { clock } = neon.runtime;
  const turn = await takeTurn(
    getOrInsert(TURNS, neon, () => new Map()),
    key,
    clock,
    signal,
    Number.POSITIVE_INFINITY,
  );
  return withTimeout(work().finally(turn.leave), Number.POSITIVE_INFINITY, signal, clock);
}
