import type { OpenApiDocument } from '../contract/index.ts';
import {
  type Bump,
  type ContractDiff,
  diffContracts,
  makeReport,
  reaches,
  renderMarkdown,
  renderText,
} from '../diff/index.ts';
import { emitTypes } from '../emit/index.ts';
import type { DIFF_FORMATS, FAIL_LIMITS } from '../option-choices.ts';
import { disagreementText, judgeChange } from '../verify/index.ts';
import { readSide } from './diff-side.ts';

export interface DiffOptions {
  /** A contract or document file, an npm version, or `git:REF`. */
  readonly old: string;
  readonly now: string;
  /** The folder of the contract, for `git:REF`. */
  readonly specsDir: string;
  /** Output format. Default: text. */
  readonly format?: (typeof DIFF_FORMATS)[number];
  /** The smallest bump that sets `failed`. Default: none does. */
  readonly failOn?: (typeof FAIL_LIMITS)[number];
  /** The names of both sides in the report. Default: derived from `old` and `now`. */
  readonly names?: { readonly old: string; readonly now: string };
  /** Whether to check the verdict with the compiler: on the two documents, and on each changed part separately. */
  readonly verify?: boolean;
}

export interface DiffReport {
  readonly diff: ContractDiff;
  /** The text to print. */
  readonly output: string;
  /** Where the differ and the compiler disagree; undefined without `verify`. */
  readonly disagreements: readonly string[] | undefined;
  /** True if the bump reaches `failOn`, or the compiler disagrees. */
  readonly failed: boolean;
}

/** Reports the changes between two contracts, their effect on users, and the version bump they require. */
export async function diff({
  old,
  now,
  specsDir,
  format = 'text',
  failOn,
  names,
  verify,
}: DiffOptions): Promise<DiffReport> {
  const [before, after] = [await readSide(old, specsDir), await readSide(now, specsDir)];
  const result = diffContracts(before.contract, after.contract);
  const disagreements = verify ? await disagreementsOn(before.contract, after.contract, result) : undefined;
  return {
    diff: result,
    output: render(result, names ?? { old: before.name, now: after.name }, format),
    disagreements,
    failed: isReached(result.bump, failOn) || (disagreements?.length ?? 0) > 0,
  };
}

async function disagreementsOn(
  before: OpenApiDocument,
  after: OpenApiDocument,
  result: ContractDiff,
): Promise<string[]> {
  const { whole, hybrids } = await judgeChange(before, after, result, emitTypes);
  return [...whole, ...hybrids.disagreements].map(disagreementText);
}

function render(result: ContractDiff, names: { old: string; now: string }, format: DiffOptions['format']): string {
  if (format === 'json') return `${JSON.stringify({ ...names, ...result, bump: result.bump ?? null }, null, 2)}\n`;
  const report = makeReport(result, names);
  return format === 'markdown' ? renderMarkdown(report) : renderText(report);
}

function isReached(bump: Bump | undefined, limit: DiffOptions['failOn']): boolean {
  if (bump === undefined || limit === undefined) return false;
  return limit === 'any' || reaches(bump, limit);
}
