import fc from 'fast-check';
import { facts, type OpenApiDocument } from '../src/contract/index.ts';
import { historicalDocument } from './historical-document.ts';
import { judged, mutated, steps } from './mutations/mutate.ts';

/** Runs many random mutations of the real contract: `node --import tsx test/mutations.ts [COUNT] [SEED]`. */
const [count = '500', seed = String(Date.now() % 1e9)] = process.argv.slice(2);
const document: OpenApiDocument = facts(historicalDocument('2.7.3'));
const seen = new Map<string, number>();
const totals = { skipped: 0, claims: 0, refused: 0, breaking: 0 };

const result = await fc.check(
  fc.asyncProperty(steps, async (plan) => {
    const pair = mutated(document, plan);
    if (pair === undefined) totals.skipped += 1;
    fc.pre(pair !== undefined);
    for (const { kind } of plan) seen.set(kind, (seen.get(kind) ?? 0) + 1);
    const { claims, refused, disagreements } = await judged(pair);
    totals.claims += claims;
    totals.refused += refused;
    totals.breaking += refused > 0 ? 1 : 0;
    if (disagreements.length > 0) throw new Error(disagreements.join('\n'));
  }),
  { numRuns: Number(count), seed: Number(seed), maxSkipsPerRun: 100 },
);

for (const [kind, times] of [...seen].sort(([a], [b]) => (a < b ? -1 : 1))) {
  process.stdout.write(`${String(times).padStart(5)}  ${kind}\n`);
}
process.stdout.write(
  `${result.numRuns} mutated contracts, ${totals.breaking} of them breaking; ${totals.skipped} invalid ones skipped; seed ${seed}\n` +
    `${totals.claims} claims put to the compiler, ${totals.refused} refused\n`,
);
if (result.failed) {
  process.stdout.write(`${JSON.stringify(result.counterexample)}\n${String(result.errorInstance)}\n`);
  process.exitCode = 1;
} else process.stdout.write('differ and compiler agree on all of them\n');
