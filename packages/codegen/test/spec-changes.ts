import { mkdirSync, writeFileSync } from 'node:fs';
import { facts } from '../src/contract/index.ts';
import { diffContracts, makeReport, renderMarkdown } from '../src/diff/index.ts';
import { HISTORY, historicalDocument } from './historical-document.ts';

/** Rewrites `docs/spec-changes/` from the installed versions: `node --import tsx test/spec-changes.ts`. */
const folder = new URL('../../../docs/spec-changes/', import.meta.url);
mkdirSync(folder, { recursive: true });
const contracts = HISTORY.map((version) => ({ version, contract: facts(historicalDocument(version)) }));
for (const [index, now] of contracts.entries()) {
  const old = contracts[index - 1];
  if (old === undefined) continue;
  const diff = diffContracts(old.contract, now.contract);
  const report = renderMarkdown(makeReport(diff, { old: old.version, now: now.version }));
  writeFileSync(new URL(`${old.version}-to-${now.version}.md`, folder), report);
}
