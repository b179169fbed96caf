import type { UnitStore } from '../store/index.ts';

/**
 * Returns the store for workers that stop a job: after each failed attempt, it cancels the units that wait if
 * `maxFailures` units have failed. A unit that waits for its next attempt counts: a bad step fails everywhere, and the
 * retries of its first unit take so long that the others would all begin meanwhile.
 */
export function stopAfterFailures(store: UnitStore, maxFailures: number | undefined): UnitStore {
  if (maxFailures === undefined) return store;
  return {
    ...store,
    async fail(attempt, error) {
      await store.fail(attempt, error);
      await store.cancelIfFailing(maxFailures);
    },
    async putBack(attempt, error, isCounted) {
      await store.putBack(attempt, error, isCounted);
      if (isCounted) await store.cancelIfFailing(maxFailures);
    },
  };
}
