import { getOrInsert } from '@neon-api/ground';
import { type Runtime, withTimeout } from '../runtime/index.ts';
import { type Turns, takeTurn } from './turns.ts';

const TURNS = new WeakMap<object, Turns>();

/**
 * Runs `work` once every earlier work of this client under the same key has ended: of ten calls that make one thing if
 * it is missing, the first makes it and nine find it. The next begins after 10 seconds at the latest: the work may have
 * vanished with the request that did it.
 *
 * @throws what the work throws; the signal's reason as soon as it aborts, while the work keeps its turn until it ends
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
