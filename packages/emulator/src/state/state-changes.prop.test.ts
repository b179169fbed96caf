import { propertyRuns } from '@neon-api/ground/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { State } from './records.ts';
import { applyChanges, type Change, createChangeFinder } from './state-changes.ts';

const leaf = fc.oneof(
  fc.integer(),
  fc.string(),
  fc.constant(null),
  fc.array(fc.integer()),
  fc.record({ deep: fc.array(fc.integer()) }),
);
const record = fc.record({
  name: fc.string(),
  isDeleted: fc.boolean(),
  branches: fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), leaf)).map((entries) => new Map(entries)),
  operations: fc.array(leaf, { maxLength: 5 }),
  usage: fc.dictionary(fc.constantFrom('a', 'b', 'c'), leaf, { noNullPrototype: true }),
});
const state = fc.record(
  {
    users: fc.array(leaf, { maxLength: 3 }),
    nextDatabaseId: fc.integer(),
    optional: leaf,
    projects: fc.array(fc.tuple(fc.constantFrom('p', 'q', 'r'), record)).map((entries) => new Map(entries)),
  },
  { requiredKeys: ['users', 'nextDatabaseId', 'projects'] },
) as unknown as fc.Arbitrary<State>;

test('the changes of any history, applied in order, produce each of its states', () => {
  fc.assert(
    fc.property(fc.array(state, { minLength: 1, maxLength: 6 }), (history) => {
      const finder = createChangeFinder();
      const replayed = {};
      for (const moment of history) {
        const changes = finder.find(moment, 'everything').map((text) => JSON.parse(text) as Change);
        applyChanges(replayed, changes);
        expect(replayed).toEqual(moment);
      }
    }),
    propertyRuns(100),
  );
});

test('unchanged parts are not written again', () => {
  fc.assert(
    fc.property(state, (moment) => {
      const finder = createChangeFinder();
      finder.find(moment, 'everything');
      expect(finder.find(moment, 'everything')).toEqual([]);
    }),
    propertyRuns(100),
  );
});
