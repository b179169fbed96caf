import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CodegenUsageError } from '../codegen-error.ts';
import type { OpenApiDocument } from '../contract/index.ts';
import { type ChangeKind, diffContracts } from '../diff/index.ts';
import { emitTypes } from '../emit/index.ts';
import type { HISTORY_FORMATS } from '../option-choices.ts';
import { disagreementText, judgeChange } from '../verify/index.ts';
import { readSide } from './diff-side.ts';
import type { HistoryRow, HistoryVerdict } from './history-row.ts';
import { historyTable } from './history-table.ts';

/** Sorts `2.10.0` after `2.2.0`. */
const BY_NAME = new Intl.Collator('en', { numeric: true }).compare;

export interface HistoryOptions {
  /** A folder of YAML or JSON documents, whose names sort from oldest to newest. */
  readonly dir: string;
  /** Output format. Default: text. */
  readonly format?: (typeof HISTORY_FORMATS)[number];
  /** Whether to also check each pair in reverse. */
  readonly reverse?: boolean;
  /** Called after each pair. */
  readonly onRow?: (row: HistoryRow, done: number, all: number) => void;
  /** A monotonic clock, in milliseconds. Default: `performance.now`. */
  readonly clock?: () => number;
}

export interface HistoryReport {
  readonly rows: readonly HistoryRow[];
  /** The text to print. */
  readonly output: string;
  /** True if the differ and the compiler disagree on any pair. */
  readonly failed: boolean;
}

/** Diffs each document in a folder with the next, and checks every verdict with the compiler. */
export async function history({
  dir,
  format = 'text',
  reverse = false,
  onRow,
  clock = () => performance.now(),
}: HistoryOptions): Promise<HistoryReport> {
  const documents: HistoryDocument[] = [];
  for (const name of documentNames(dir)) {
    documents.push({ name, contract: (await readSide(join(dir, name), dir)).contract });
  }
  const steps = stepsOf(documents, reverse);
  const rows: HistoryRow[] = [];
  for (const [old, now] of steps) {
    const startedAt = clock();
    const row = { ...(await judgeStep(old, now)), seconds: Math.round((clock() - startedAt) / 100) / 10 };
    rows.push(row);
    onRow?.(row, rows.length, steps.length);
  }
  return {
    rows,
    output: format === 'json' ? `${JSON.stringify(rows, null, 2)}\n` : historyTable(rows),
    failed: rows.some(({ verdict }) => verdict === 'disagree'),
  };
}

interface HistoryDocument {
  readonly name: string;
  readonly contract: OpenApiDocument;
}

type Step = readonly [old: HistoryDocument, now: HistoryDocument];

function documentNames(dir: string): string[] {
  if (statSync(dir, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new CodegenUsageError(`${dir} is not a folder. Pass a folder of OpenAPI documents.`);
  }
  const names = readdirSync(dir).filter((name) => /\.(json|ya?ml)$/i.test(name));
  if (names.length > 1) return names.sort(BY_NAME);
  throw new CodegenUsageError(
    `${dir} has ${names.length === 0 ? 'no document' : 'one document'}. ` +
      'Pass a folder with at least two, ending in .json, .yaml or .yml, whose names sort from oldest to newest.',
  );
}

function stepsOf(documents: readonly HistoryDocument[], reverse: boolean): Step[] {
  return documents.slice(1).flatMap((now, index): Step[] => {
    const old = documents[index] ?? now;
    return reverse ? [[old, now] as const, [now, old] as const] : [[old, now] as const];
  });
}

async function judgeStep(old: HistoryDocument, now: HistoryDocument): Promise<Omit<HistoryRow, 'seconds'>> {
  const diff = diffContracts(old.contract, now.contract);
  const { whole, hybrids } = await judgeChange(old.contract, now.contract, diff, emitTypes);
  const changes: Partial<Record<ChangeKind, number>> = {};
  for (const { kind } of diff.changes) changes[kind] = (changes[kind] ?? 0) + 1;
  const disagreements = [...whole, ...hybrids.disagreements].map(disagreementText);
  return {
    old: old.name,
    now: now.name,
    bump: diff.bump ?? null,
    changes,
    compiler: verdictOn(whole),
    hybrids: verdictOn(hybrids.disagreements),
    hybridCount: hybrids.hybrids,
    verdict: verdictOn(disagreements),
    disagreements,
  };
}

function verdictOn({ length }: readonly unknown[]): HistoryVerdict {
  return length === 0 ? 'agree' : 'disagree';
}
