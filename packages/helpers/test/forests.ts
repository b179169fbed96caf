import type { Branch } from '@neon-api/types';
import fc from 'fast-check';
import type { CleanupRules } from '../src/index.ts';
import { someBranch } from './some-branch.ts';

export const NOW_MS: number = Date.parse('2026-02-01T00:00:00Z');
const DAY_MS = 24 * 60 * 60_000;

// Without bias, because fast-check prefers the ends of a range. Most values allow a whole chain to be deleted.
const dice = fc.noBias(fc.integer({ min: 0, max: 99 }));

const seeds = fc.record({
  parent: dice,
  isPreview: dice.map((value) => value < 85),
  isProtected: dice.map((value) => value < 6),
  ageDays: dice.map((value) => value % 11),
  expires: dice.map((value) => value < 30),
  state: dice.map((value) => (value < 4 ? 'init' : value < 8 ? 'resetting' : 'ready')),
});

/** Branches of one project. The first is the default; the others have random parents. */
export const forests: fc.Arbitrary<Branch[]> = fc.array(seeds, { minLength: 1, maxLength: 14 }).map((all) =>
  all.map(({ parent, isPreview, isProtected, ageDays, expires, state }, index) =>
    someBranch({
      id: `br-${index}`,
      name: `${isPreview ? 'preview/' : 'other-'}${index}`,
      default: index === 0,
      protected: isProtected,
      created_at: new Date(NOW_MS - ageDays * DAY_MS).toISOString(),
      current_state: state,
      // One in ten is another root.
      ...(index > 0 && parent < 90 && { parent_id: `br-${parent % index}` }),
      ...(expires && { expires_at: new Date(NOW_MS + DAY_MS).toISOString() }),
      ...(state === 'resetting' && { pending_state: 'ready' }),
    }),
  ),
);

const keys = fc.array(fc.nat(14), { maxLength: 2 });

export const rules: fc.Arbitrary<CleanupRules> = fc
  .record({
    prefix: fc.constantFrom(undefined, 'preview/', 'preview/', 'other-'),
    olderThanMs: fc.constantFrom(undefined, undefined, 0, 3 * DAY_MS),
    expiry: fc.constantFrom(undefined, undefined, undefined, 'with' as const, 'without' as const),
    openKeys: keys,
    keep: keys.map((numbers) => numbers.map((number) => `br-${number}`)),
  })
  .filter(({ prefix, olderThanMs, expiry }) => [prefix, olderThanMs, expiry].some((rule) => rule !== undefined))
  .map(({ prefix, olderThanMs, expiry, openKeys, keep }) => ({
    ...(prefix !== undefined && { prefix, openKeys }),
    ...(olderThanMs !== undefined && { olderThanMs }),
    ...(expiry !== undefined && { expiry }),
    keep,
  }));
