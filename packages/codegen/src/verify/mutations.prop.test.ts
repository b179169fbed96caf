import fc from 'fast-check';
import { expect, test } from 'vitest';
import { historicalDocument } from '../../test/historical-document.ts';
import {
  judged,
  MUTATION_KINDS,
  mutated,
  REFUSED_KINDS,
  refusal,
  type Step,
  steps,
} from '../../test/mutations/mutate.ts';
import { facts } from '../contract/index.ts';

const document = facts(historicalDocument('2.7.3'));

// NEON_PROPERTY_RUNS has no effect here, because each run compiles the whole contract. `test/mutations.ts` runs more.
test('the differ and the compiler agree on every mutation of the contract', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (plan) => {
      const pair = mutated(document, plan);
      fc.pre(pair !== undefined);
      expect((await judged(pair)).disagreements).toEqual([]);
    }),
    { numRuns: 8, seed: 20 },
  );
});

test.each(REFUSED_KINDS)('no type can express "%s", so the document is refused with the place', (kind) => {
  const said = [0, 77, 777].map((where) => refusal(document, { kind, where, how: 1 }));
  for (const message of said) expect(message).toMatch(/\/components\/schemas\/|\/paths\//);
});

test('there are at least twenty kinds of mutation, and each applies somewhere in the contract', () => {
  expect(MUTATION_KINDS.length).toBeGreaterThanOrEqual(20);
  const idle = MUTATION_KINDS.filter((kind) => !tries(kind).some((step) => changes(step)));
  expect(idle).toEqual([]);
});

function tries(kind: string): Step[] {
  return [0, 7, 77, 777].map((where) => ({ kind, where, how: 1 }));
}

function changes(step: Step): boolean {
  const pair = mutated(document, [step]);
  return pair !== undefined && JSON.stringify(pair.before) !== JSON.stringify(pair.after);
}
