import { seededRandom } from '@neon-api/ground';
import { propertyRuns, propertyTimeoutMs, shuffle } from '@neon-api/ground/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../json/index.ts';
import { readNpmSource } from '../source/index.ts';
import { asDocument, type OpenApiDocument } from './document.ts';
import { facts, normalise } from './normalise.ts';
import { serialise } from './serialise.ts';

const { document } = readNpmSource();
const SETS = ['required', 'enum', 'tags', 'parameters', 'security', 'x-sensitive'];

/** The same facts in another order: keys everywhere, and lists without a meaningful order. */
function shuffled(value: Json, next: () => number, key = ''): Json {
  if (Array.isArray(value)) {
    const items = value.map((item) => shuffled(item as Json, next));
    return SETS.includes(key) ? shuffle(items, next) : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value as JsonObject).map(([name, child]) => [name, shuffled(child, next, name)]);
  return Object.fromEntries(shuffle(entries, next));
}

function shuffledDocument(seed: number): OpenApiDocument {
  return asDocument(shuffled(document, seededRandom(seed)));
}

test('the order of the document does not affect the contract', {
  timeout: propertyTimeoutMs(15),
}, () => {
  const expected = serialise(facts(document));
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const other = shuffledDocument(seed);
      expect(JSON.stringify(other)).not.toBe(JSON.stringify(document));
      expect(serialise(facts(other)) === expected).toBe(true);
    }),
    propertyRuns(15),
  );
});

test('the order of the document does not affect the normal form with prose', { timeout: propertyTimeoutMs(10) }, () => {
  const expected = serialise(normalise(document));
  fc.assert(
    fc.property(fc.integer(), (seed) => serialise(normalise(shuffledDocument(seed))) === expected),
    propertyRuns(10),
  );
});

test('normalising is idempotent', () => {
  const once = facts(document);
  expect(serialise(facts(once))).toBe(serialise(once));
  expect(serialise(facts(normalise(document)))).toBe(serialise(once));
});
