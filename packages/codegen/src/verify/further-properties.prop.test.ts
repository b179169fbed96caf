import { propertyRuns } from '@neon-api/ground/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgedPair } from '../../test/judged-pair.ts';
import { json, tinyDocument, tinyOperation } from '../../test/tiny-document.ts';
import type { OpenApiDocument, Schema } from '../contract/index.ts';

const TYPES: readonly Schema[] = [
  { type: 'string' },
  { type: 'integer' },
  { type: 'object', properties: { inner: { type: 'string' } } },
  { type: 'string', nullable: true },
  { type: 'string', enum: ['x', 'y'] },
  {},
];
const member = fc.option(fc.record({ schema: fc.constantFrom(...TYPES), required: fc.boolean() }), { nil: undefined });
const small: fc.Arbitrary<Schema> = fc
  .record({ a: member, b: member, further: fc.constantFrom(undefined, undefined, true, ...TYPES.slice(0, 4)) })
  .map(({ a, b, further }) => {
    const members = Object.entries({ a, b }).flatMap(([name, each]) => (each === undefined ? [] : [{ name, ...each }]));
    return {
      type: 'object',
      properties: Object.fromEntries(members.map(({ name, schema }) => [name, schema])),
      required: members.filter(({ required }) => required).map(({ name }) => name),
      ...(further !== undefined && { additionalProperties: further }),
    };
  });

/** Many pairs at a time, because the compiler takes as long for one pair as for many. */
const pairs = fc.array(fc.tuple(small, small), { minLength: 60, maxLength: 60 });

/** One batch for each hundred runs: a batch takes seconds. */
const numRuns = Math.ceil(propertyRuns(100).numRuns / 100);

test('the differ and the compiler agree on every object with named and additional properties', {
  timeout: 300_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(pairs, async (all) => {
      const [before, after] = [documentOf(all.map(([old]) => old)), documentOf(all.map(([, now]) => now))];
      const { refused, disagreements } = await judgedPair(before, after);
      expect(refused.length).toBeGreaterThan(30);
      expect(disagreements).toEqual([]);
    }),
    { numRuns, seed: 15, endOnFailure: true },
  );
});

/** Creates a document that sends and returns each of the schemas. */
function documentOf(subjects: readonly Schema[]): OpenApiDocument {
  const paths = subjects.map((_, index) => {
    const subject = json({ $ref: `#/components/schemas/Subject${index}` });
    return [
      `/subjects/${index}`,
      {
        post: tinyOperation(`send${index}`, { requestBody: { required: true, ...subject } }),
        get: tinyOperation(`read${index}`, { responses: { '200': subject } }),
      },
    ];
  });
  const schemas = subjects.map((schema, index) => [`Subject${index}`, schema]);
  return tinyDocument(Object.fromEntries(paths), Object.fromEntries(schemas));
}
