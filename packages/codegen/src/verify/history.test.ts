import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { HISTORY, historicalDocument } from '../../test/historical-document.ts';
import { facts } from '../contract/index.ts';
import { diffContracts, makeReport, renderMarkdown } from '../diff/index.ts';
import { emitTypes } from '../emit/index.ts';
import { compareVerdicts, disagreementText } from './compare-verdicts.ts';
import { compilerVerdicts } from './compiler-verdicts.ts';

const contracts = HISTORY.map((version) => ({ version, contract: facts(historicalDocument(version)) }));
const transitions = contracts.slice(1).map((now, index) => ({ old: contracts[index] ?? now, now }));

/** The latest transition, because the compiler is slow; the whole history with `NEON_CODEGEN_TEST_HISTORY=all`. */
const compiled = process.env.NEON_CODEGEN_TEST_HISTORY === 'all' ? transitions : transitions.slice(-1);

const named = (some: typeof transitions) => some.map(({ old, now }) => [old.version, now.version, old, now] as const);

describe("Neon's published history", () => {
  test.each(named(transitions))('%s → %s: the report matches the committed report', (_, __, old, now) => {
    const diff = diffContracts(old.contract, now.contract);
    const report = renderMarkdown(makeReport(diff, { old: old.version, now: now.version }));
    expect(report).toBe(readFileSync(committed(old.version, now.version), 'utf8'));
  });

  test.each(named(compiled))(
    '%s → %s: the differ and the compiler agree on every operation',
    { timeout: 60_000 },
    async (_, __, old, now) => {
      const { changes } = diffContracts(old.contract, now.contract);
      const verdicts = await compilerVerdicts(old.contract, now.contract, emitTypes);
      expect(verdicts.length).toBeGreaterThan(500);
      expect(compareVerdicts(changes, verdicts).map(disagreementText)).toEqual([]);
    },
  );
});

/** Rewritten by `node --import tsx test/spec-changes.ts`. */
function committed(old: string, now: string): URL {
  return new URL(`../../../../docs/spec-changes/${old}-to-${now}.md`, import.meta.url);
}
