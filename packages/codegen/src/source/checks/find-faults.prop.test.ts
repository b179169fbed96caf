import { propertyRuns, propertyTimeoutMs } from '@neon-api/ground/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HISTORY, historicalDocument } from '../../../test/historical-document.ts';
import { type Node, type Spot, schemaSpots } from '../../../test/mutations/spots.ts';
import type { Fault } from '../fault.ts';
import { findFaults } from './index.ts';

const documents = HISTORY.map((version) => ({ version, document: historicalDocument(version) }));
const [newest] = documents.slice(-1);

/** Ways to break any schema. */
const DAMAGES: Readonly<Record<string, (spot: Spot) => void>> = {
  'an unknown type': ({ node }) => Object.assign(node, { type: 'bool' }),
  'an unknown type in a list': ({ node }) => Object.assign(node, { type: ['bool', 'null'] }),
  'a misspelt keyword': ({ node }) => Object.assign(node, { propertys: {} }),
  'an unsupported keyword': ({ node }) => Object.assign(node, { not: {} }),
  'an empty enum': ({ node }) => Object.assign(node, { enum: [] }),
  'a reference with a missing target': ({ parent, key }) =>
    Object.assign(parent, { [key]: { $ref: '#/components/schemas/No' } }),
  'an array without items': ({ parent, key }) => Object.assign(parent, { [key]: { type: 'array' } }),
  'a property of an unknown type': ({ parent, key }) =>
    Object.assign(parent, { [key]: { type: 'object', properties: { a: { type: 'any' } } } }),
};

function valueAt(document: unknown, at: Fault['at']): unknown {
  return at.reduce<unknown>((value, key) => (value as Node | undefined)?.[key], document);
}

describe("each published version of Neon's document has no fault", () => {
  test.each(documents)('$version', ({ document }) => {
    expect(findFaults(document)).toEqual([]);
  });
});

test('damage to any schema of the document is found within that schema', { timeout: propertyTimeoutMs(40) }, () => {
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(DAMAGES)), fc.nat(), (damage, where) => {
      const document = structuredClone(newest?.document);
      if (document === undefined) throw new Error('no document is installed');
      const spots = schemaSpots(document);
      const spot = spots[where % spots.length];
      if (spot === undefined) throw new Error('the document has no schema');
      DAMAGES[damage]?.(spot);
      const faults = findFaults(document);
      const damaged = spot.parent[spot.key];
      const isWithin = ({ at }: Fault) => at.some((_, depth) => valueAt(document, at.slice(0, depth)) === damaged);
      expect(faults.filter(isWithin)).not.toEqual([]);
    }),
    propertyRuns(40),
  );
});

test('any schema that contains itself is found', { timeout: propertyTimeoutMs(10) }, () => {
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(newest?.document.components.schemas ?? {})), (name) => {
      const document = structuredClone(newest?.document);
      const schemas = document?.components.schemas as unknown as Node;
      schemas[name] = { allOf: [schemas[name], { $ref: `#/components/schemas/${name}` }] };
      expect(findFaults(document ?? null).map(({ message }) => message)).toEqual([
        expect.stringContaining(`"${name}" contains itself`),
      ]);
    }),
    propertyRuns(10),
  );
});
