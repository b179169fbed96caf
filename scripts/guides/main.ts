import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exitWith, formatSections, formatTable } from '../harness/index.ts';
import { countBlocks, runningShare } from './count-blocks.ts';
import { type GuideDocument, readDocuments } from './documents.ts';
import { linkWorkspace } from './guide-project.ts';
import { tryDocuments } from './try-documents.ts';

/** Runs the documents whose paths contain one of the arguments. Without arguments, counts the blocks of all documents. */
async function main(): Promise<number> {
  const parts = process.argv.slice(2);
  const documents = readDocuments();
  if (parts.length === 0) {
    process.stdout.write(describeBlocks(documents));
    return 0;
  }
  return runThose(documents.filter(({ path }) => parts.some((part) => path.includes(part))));
}

async function runThose(documents: readonly GuideDocument[]): Promise<number> {
  const project = mkdtempSync(join(tmpdir(), 'neon-api-guides-'));
  let failures = 0;
  try {
    const missing = linkWorkspace(project);
    if (missing.length > 0) {
      process.stdout.write(`Not in the workspace, only in test:consumers: ${missing.join(', ')}\n`);
    }
    for (const { path, testedBy } of documents.filter((one) => one.testedBy !== undefined)) {
      process.stdout.write(`${path} is run by ${testedBy}.\n`);
    }
    const runnable = documents.filter(({ testedBy }) => testedBy === undefined);
    for await (const { path, error, durationMs } of tryDocuments(runnable, project)) {
      process.stdout.write(`${path}: ${error ?? `runs, ${(durationMs / 1_000).toFixed(1)} s`}\n`);
      if (error !== undefined) failures += 1;
    }
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
  return failures === 0 ? 0 : 1;
}

function describeBlocks(documents: readonly GuideDocument[]): string {
  const rowOf = (name: string, some: readonly GuideDocument[]): string[] => {
    const { page, node, marked, shell, config, markedOther } = countBlocks(some);
    return [name, ...[page, node, marked, shell, config, markedOther].map(String)];
  };
  const header = ['document', 'in a page', 'in Node', 'marked', 'shell', 'files', 'marked'];
  const rows = documents.map((document) => rowOf(document.path, [document]));
  const share = (100 * runningShare(countBlocks(documents))).toFixed(0);
  const marks = documents.flatMap(({ path, blocks }) =>
    blocks.flatMap(({ line, notRun }) => (notRun === undefined ? [] : [`${path}:${line} ${notRun}`])),
  );
  const table = formatTable([header, ...rows, rowOf('all', documents)], 1);
  return formatSections([table, [`${share} % of the TypeScript and JavaScript blocks run.`], marks]);
}

await exitWith(main);
