import { seededRandom } from '@neon-api/ground';
import { shuffle } from '@neon-api/ground/testing';
import { expect, test } from 'vitest';
import { HISTORY, historicalDocument } from '../../test/historical-document.ts';
import { facts, type OpenApiDocument } from '../contract/index.ts';
import { emitTypes } from '../emit/index.ts';
import { disagreementText } from './compare-verdicts.ts';
import { hybridVerdicts } from './hybrid-verdicts.ts';
import { hybridsOf } from './hybrids.ts';

const everything = process.env.NEON_CODEGEN_TEST_HISTORY === 'all';
const random = seededRandom(15);
const steps = HISTORY.slice(1).map((now, index) => [HISTORY[index] ?? now, now] as const);

/** Parts of two steps, the same on every run; all parts in both directions with `NEON_CODEGEN_TEST_HISTORY=all`. */
const judged = everything
  ? steps.flatMap(([old, now]) => [[old, now] as const, [now, old] as const])
  : shuffle(steps, random).slice(0, 2);
const PARTS = 3;

test.each(judged)(
  '%s → %s: the differ and the compiler agree on each hybrid',
  { timeout: 300_000 },
  async (old, now) => {
    const [before, after] = [facts(historicalDocument(old)), facts(historicalDocument(now))];
    const newer = everything ? after : withSomeParts(before, after);
    const { hybrids, questions, disagreements } = await hybridVerdicts(before, newer, emitTypes);
    expect(hybrids).toBeGreaterThan(0);
    expect(questions).toBeGreaterThan(0);
    expect(disagreements.map(disagreementText)).toEqual([]);
  },
);

/** Returns the older document with a few parts of the newer one, the same on every run. */
function withSomeParts(before: OpenApiDocument, after: OpenApiDocument): OpenApiDocument {
  const changed = hybridsOf(before, after).filter(({ pointer }) => pointer.startsWith('/components/schemas/'));
  const names = changed.map(({ pointer }) => pointer.slice('/components/schemas/'.length));
  const some = shuffle(names, random).slice(0, PARTS);
  const schemas = Object.fromEntries(
    Object.entries(after.components.schemas).filter(
      ([name]) => some.includes(name) || before.components.schemas[name] === undefined,
    ),
  );
  return { ...before, components: { ...before.components, schemas: { ...before.components.schemas, ...schemas } } };
}
