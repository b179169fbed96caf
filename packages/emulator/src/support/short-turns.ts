import { setImmediate as nextTurn } from 'node:timers/promises';

/** How long synchronous work may block the event loop. */
const TURN_MS = 4;

/**
 * Returns a function to await before each step of synchronous work. Once the steps of this turn of the event loop have
 * taken 4 ms, it resolves in a later turn, so that other work is not blocked for longer.
 */
export function createShortTurns(): () => Promise<void> {
  let turnEndsAt = 0;
  return async () => {
    if (performance.now() < turnEndsAt) return;
    await nextTurn();
    turnEndsAt = performance.now() + TURN_MS;
  };
}
