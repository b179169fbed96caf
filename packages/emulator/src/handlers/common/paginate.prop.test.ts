import { propertyRuns } from '@neon-api/ground/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { paginate } from './paginate.ts';

interface Item {
  readonly id: string;
  readonly time: string;
}

const items = fc.uniqueArray(fc.record({ id: fc.string(), time: fc.constantFrom('1', '2', '3') }), {
  selector: ({ id }) => id,
});

function readAll(all: readonly Item[], order: 'asc' | 'desc', limit: number): Item[] {
  const seen: Item[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = paginate(all, { positionOf: ({ time, id }) => [time, id], order, limit, cursor });
    seen.push(...page.items);
    if (!page.hasMore) return seen;
    cursor = page.cursor;
  }
}

test('pages of any size add up to the whole list, in order, with each item once', () => {
  fc.assert(
    fc.property(items, fc.constantFrom('asc', 'desc'), fc.integer({ min: 1, max: 5 }), (all, order, limit) => {
      const seen = readAll(all, order, limit);
      expect(seen).toEqual(readAll(all, order, 1000));
      expect(new Set(seen.map(({ id }) => id)).size).toBe(all.length);
    }),
    propertyRuns(100),
  );
});
